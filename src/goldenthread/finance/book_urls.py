"""Addresses of budget books as files."""

from django.urls import path

from goldenthread.finance.views import book

urlpatterns = [
    path("officer/budget/upload/", book.upload, name="upload-budget"),
    path("officer/budget/upload/<int:number>/", book.rehearse, name="rehearse-budget"),
    path("officer/budget/upload/template.xlsx", book.template, name="budget-template"),
    path("officer/budget/upload/template.yaml", book.template_yaml, name="budget-template-yaml"),
    path("officer/budget/<slug:ref>/book.xlsx", book.workbook, name="budget-book"),
    path("officer/budget/<slug:ref>/book.yaml", book.as_yaml, name="budget-book-yaml"),
]
