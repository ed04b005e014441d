"""Delivery: who does what for the plan, how far it is, and what stands in the way."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "goldenthread.delivery"
