"""Which permission every address asks: the table that the handbook prints and a test holds every route to.

A permission is a function of an area's `access.py`, or one of the four here. An address that is in neither
table, or in one under the wrong permission, fails `tests/house/test_permissions.py`, which names it. What a
command asks is read from the command itself, by `docs/permissions.py`.
"""

from collections.abc import Callable, Mapping
from functools import wraps

from goldenthread.delivery import access as delivery
from goldenthread.finance import access as finance
from goldenthread.measures import access as measures
from goldenthread.people import access as people
from goldenthread.people.access import Officer, Viewer, is_known, reads_everything, scopes_of
from goldenthread.plan import access as plan
from goldenthread.publish import access as publish
from goldenthread.reporting import access as reporting

Permission = Callable[..., bool]
Table = Mapping[Permission, str]


def everyone(user: Viewer) -> bool:
    """Everyone, signed in or not; unpublished things are left out for whoever may not read them."""
    return True


def signed_in(user: Viewer) -> bool:
    """Whoever is signed in, also without a role: it is about the person's own account."""
    return isinstance(user, Officer) and user.is_active


def bearers(user: Viewer) -> bool:
    """Nobody by being signed in: whoever sends a token of the API whose role may read it."""
    return False


def known(user: Viewer) -> bool:
    """Anyone with a role."""
    return bool(is_known.test(user))


def officers(user: Viewer) -> bool:
    """Every officer, and the auditor."""
    return bool(reads_everything.test(user))


def somewhere(permission: Permission) -> Permission:
    """The permission over any one of the services that the person holds a role over."""

    @wraps(permission)
    def asked(user: Viewer) -> bool:
        if not isinstance(user, Officer):
            return False
        held = {scope for role in user.roles for scope in scopes_of(user, role)}
        return any(permission(user, (scope,)) for scope in held)

    asked.__name__ = f"{permission.__name__} somewhere"
    return asked


keeps_some_risk = somewhere(delivery.may_keep_risks)
keeps_some_commitment = somewhere(delivery.may_keep_commitments)
writes_some_service_plan = somewhere(delivery.may_write_service_plan)

OPENS: Table = {
    bearers: "api-services api-actions api-risks api-periods api-returns api-return",
    everyone: "healthy theme home plans plan plan-tree plan-file direction-of-travel succession item measures"
    " measure measure-question measure-areas measure-data compare compare-data areas area asks scorecard"
    " reports report report-table editions edition edition-file edition-issue edition-issue-file"
    " edition-issue-chapter edition-chapter policies policy policy-against policy-against-table search"
    " public-budget public-budget-version public-budget-services public-budget-service public-budget-outcomes"
    " public-budget-changes public-budget-savings public-budget-tax public-budget-funding"
    " public-budget-reserves public-budget-years public-budget-statement public-budget-versions"
    " public-budget-table public-budget-published public-budget-published-table balance-budget"
    " balance-budget-table"
    " reading open-data data-package data-catalogue data-table data-csv data-metadata data-json"
    " plan-feed item-feed measure-feed area-feed reports-feed"
    " api api-openapi api-root api-nowhere api-council api-plans api-plan api-items api-item api-promises"
    " api-measures api-measure api-figures api-targets api-verdicts api-scorecard api-areas api-area"
    " api-policies api-policy api-reports api-report api-report-table api-editions api-edition"
    " api-facts api-document sign-in"
    " account_login mfa_authenticate account_inactive openid_connect_login openid_connect_callback"
    " socialaccount_login_cancelled sign-out account_logout accept-invitation",
    signed_in: "account_reauthenticate mfa_reauthenticate mfa_index mfa_activate_totp second-factor-picture"
    " mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes own-page own-page-file"
    " own-password",
    known: "officer-home questions question own-tokens",
    officers: "services service portfolios portfolio committees committee partners partner"
    " officer-publication officer-plans officer-plan rehearse-plan officer-measures officer-measure"
    " officer-release item-delivery rehearse-actions workbook-rehearsal marked-workbook periods period"
    " plan-period measures-reviews"
    " measures-review",
    people.may_see_trail: "officer-trail officer-trail-file",
    people.may_add_officer: "people person invite-person",
    people.may_keep_services: "open-service change-service close-service",
    people.may_keep_letters: "officer-letters",
    plan.may_write_plans: "upload-plan",
    plan.may_edit_plan: "edit-item new-item new-top-item remove-item plan-state record-succession",
    plan.may_publish_plan: "publish-plan withdraw-plan",
    measures.may_define: "define-measure revise-measure assign-measure measure-policy rebase-measure",
    measures.may_record: "officer-imports import-template import-rehearsal withdraw-figures",
    delivery.may_read_delivery: "service-plans service-plan service-plan-actions action delivery-gaps",
    finance.may_record_evaluation: "budget-evaluation-new budget-evaluation-remove",
    finance.may_read_finance: "budget-monitoring budget-monitoring-file budget-monitoring-line"
    " budget-monitoring-service budget-virements budget-virement budget-savings budget-saving"
    " budget-robustness"
    " budget-outcomes budget-service-shares budget-line-shares budget-evaluations"
    " budget-book budget-book-yaml budget-scenarios budget-scenario budget-drivers"
    " budgets budget compare-budgets compare-budgets-file budget-lines budget-line budget-changes"
    " budget-funding budget-reserves budget-checks",
    finance.may_monitor_anything: "upload-monitoring rehearse-monitoring",
    finance.may_monitor: "enter-monitoring",
    finance.may_vire: "enter-virement",
    finance.may_keep_budget: "amend-budget budget-from-outturn budget-outturn-lines"
    " upload-budget rehearse-budget budget-template budget-template-yaml"
    " budget-scenario-new budget-scenario-edit budget-driver-new budget-driver-edit"
    " begin-version freeze-budget publish-budget withdraw-budget edit-budget edit-budget-tax"
    " explain-difference new-budget-line edit-budget-line new-budget-change edit-budget-change"
    " new-budget-funding edit-budget-funding use-budget-funding new-budget-reserve edit-budget-reserve",
    writes_some_service_plan: "new-service-plan",
    delivery.may_write_service_plan: "edit-service-plan new-priority edit-priority",
    delivery.may_agree_service_plan: "publish-service-plan withdraw-service-plan",
    delivery.may_change_action: "new-action edit-action action-serves new-milestone move-milestone"
    " new-dependency new-evidence",
    delivery.may_import_actions: "upload-actions",
    delivery.may_see_risks: "officer-risks risks-file officer-risk officer-issues officer-issue"
    " officer-lessons officer-lesson",
    keeps_some_risk: "raise-risk raise-issue write-lesson",
    delivery.may_keep_risks: "revise-risk",
    delivery.may_see_commitments: "officer-commitments commitments-file",
    delivery.may_see_commitments_with: "officer-commitment",
    keeps_some_commitment: "make-commitment",
    delivery.may_keep_commitments: "revise-commitment",
    delivery.may_publish_commitments: "publish-commitment",
    delivery.may_take_commitments: "commitments-from-plan",
    reporting.may_see_desk: "desk-latest desk report-draft report-draft-table",
    reporting.may_close_period: "close-period",
    reporting.may_publish_period: "publish-period",
    reporting.may_correct_figure: "correct-figure",
    reporting.may_edit_report: "report-opening report-section",
    reporting.may_read_return: "return",
    reporting.may_fill_return: "return-excel return-workbook",
    reporting.may_hand_over_workbook: "period-excel period-workbook",
    reporting.may_read_member_pages: "members member-portfolio member-committee",
    reporting.may_ask: "ask-question",
    reporting.may_review_measures: "review-line",
    publish.may_see_editions: "officer-editions officer-edition officer-edition-chapter edition-preview"
    " edition-claims edition-preview-chapter edition-comparison edition-comparison-file",
    publish.may_edit_edition: "begin-edition begin-edition-of edition-cover discard-edition new-chapter"
    " edition-easy-read"
    " rename-chapter new-words edit-part",
    publish.may_freeze_edition: "freeze-edition publish-edition correct-edition",
    publish.may_withdraw_edition: "withdraw-edition",
}
"""Whom each page opens for, by the names of their addresses."""

SENDS: Table = {
    everyone: "sign-in account_login mfa_authenticate openid_connect_login sign-out account_logout"
    " accept-invitation",
    signed_in: "account_reauthenticate mfa_reauthenticate mfa_index mfa_activate_totp mfa_deactivate_totp"
    " mfa_generate_recovery_codes own-digest own-password end-other-sessions",
    known: "own-tokens withdraw-token",
    officers: "discard-workbook",
    people.may_hold_publication: "officer-publication lift-hold",
    people.may_add_officer: "invite-person withdraw-invitation give-role take-role set-open set-password"
    " forget-second-factor",
    people.may_keep_services: "open-service change-service close-service portfolios portfolio committees"
    " committee partners partner",
    people.may_keep_letters: "letter-again",
    plan.may_write_plans: "upload-plan rehearse-plan",
    plan.may_edit_plan: "edit-item new-item new-top-item move-item remove-item plan-state record-succession",
    plan.may_publish_plan: "publish-plan withdraw-plan",
    measures.may_define: "define-measure revise-measure assign-measure measure-policy measure-targets"
    " remove-target measure-life define-proposed rebase-measure undo-rebase",
    measures.may_link: "link-measure unlink-measure",
    measures.may_record: "officer-imports import-rehearsal fetch-release discard-import withdraw-figures",
    measures.may_publish: "publish-measure publish-release",
    finance.may_read_finance: "budget-checks",
    finance.may_record_evaluation: "budget-evaluation-new budget-evaluation-remove",
    finance.may_monitor_anything: "upload-monitoring rehearse-monitoring",
    finance.may_monitor: "enter-monitoring",
    finance.may_answer_saving: "budget-saving",
    finance.may_vire: "enter-virement",
    finance.may_sign_robustness: "budget-robustness sign-robustness unsign-robustness",
    finance.may_keep_budget: "amend-budget budget-from-outturn budget-outturn-lines"
    " upload-budget rehearse-budget"
    " budget-service-shares budget-line-shares budget-unshare"
    " budget-draws budget-scenario-new budget-scenario-edit budget-scenario-remove"
    " budget-driver-new budget-driver-edit budget-driver-remove"
    " begin-version freeze-budget publish-budget withdraw-budget discard-budget edit-budget"
    " edit-budget-tax explain-difference new-budget-line edit-budget-line remove-budget-line"
    " new-budget-change edit-budget-change remove-budget-change new-budget-funding edit-budget-funding"
    " use-budget-funding remove-budget-funding new-budget-reserve edit-budget-reserve"
    " remove-budget-reserve",
    writes_some_service_plan: "new-service-plan",
    delivery.may_write_service_plan: "edit-service-plan new-priority edit-priority",
    delivery.may_agree_service_plan: "service-plan-state publish-service-plan withdraw-service-plan",
    delivery.may_change_action: "new-action edit-action action-serves action-no-longer-serves new-milestone"
    " move-milestone new-dependency no-dependency new-evidence",
    delivery.may_import_actions: "upload-actions rehearse-actions",
    delivery.may_say_who_delivers: "item-delivery no-longer-delivers",
    keeps_some_risk: "raise-risk raise-issue write-lesson",
    delivery.may_keep_risks: "revise-risk review-risk add-risk-action do-risk-action link-risk unlink-risk"
    " close-risk officer-issue",
    delivery.may_update_commitments: "officer-commitment",
    keeps_some_commitment: "make-commitment",
    delivery.may_keep_commitments: "revise-commitment",
    delivery.may_publish_commitments: "publish-commitment",
    delivery.may_take_commitments: "commitments-from-plan",
    reporting.may_plan_period: "plan-period period",
    reporting.may_open_period: "open-period",
    reporting.may_remind: "remind",
    reporting.may_unlock_return: "desk-unlock",
    reporting.may_close_period: "close-period",
    reporting.may_publish_period: "publish-period",
    reporting.may_correct_figure: "correct-figure",
    reporting.may_edit_report: "report-opening report-section move-section",
    reporting.may_fill_return: "return return-figures return-actions return-excel",
    reporting.may_submit_return: "submit-return",
    reporting.may_approve_return: "approve-return send-back-return",
    reporting.may_hand_over_workbook: "period-excel workbook-rehearsal",
    reporting.may_ask: "ask-question",
    reporting.may_draft_answer: "draft-answer",
    reporting.may_answer: "answer-question",
    reporting.may_publish_question: "publish-question",
    reporting.may_review_measures: "measures-reviews review-line take-back-line",
    reporting.may_agree_review: "measures-review",
    reporting.may_begin_review: "begin-review",
    publish.may_edit_edition: "begin-edition-of edition-cover discard-edition new-chapter rename-chapter"
    " edition-easy-read"
    " show-chapter remove-chapter move-chapter new-words edit-part move-part show-part remove-part",
    publish.may_freeze_edition: "freeze-edition publish-edition correct-edition",
    publish.may_withdraw_edition: "withdraw-edition",
}
"""From whom each form is taken, by the names of their addresses."""


def permission_of(table: Table, name: str) -> Permission | None:
    """What the address of that name asks; None where the table does not hold it."""
    return next((asked for asked, names in table.items() if name in names.split()), None)
