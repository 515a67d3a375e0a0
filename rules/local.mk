# The rule packs: data, installed as they are.
commonrulesdir = $(rulesdir)/common
dist_commonrules_DATA = \
	%D%/common/emoji.yml \
	%D%/common/guards.yml \
	%D%/common/language.yml \
	%D%/common/lists.yml \
	%D%/common/macros.yml \
	%D%/common/pack.yml

customerrulesdir = $(rulesdir)/customer-centricity
dist_customerrules_DATA = \
	%D%/customer-centricity/advice-words.yml \
	%D%/customer-centricity/advice.yml \
	%D%/customer-centricity/attention-words.yml \
	%D%/customer-centricity/attention.yml \
	%D%/customer-centricity/authority-words.yml \
	%D%/customer-centricity/authority.yml \
	%D%/customer-centricity/billing.yml \
	%D%/customer-centricity/churn.yml \
	%D%/customer-centricity/clarity-words.yml \
	%D%/customer-centricity/clarity.yml \
	%D%/customer-centricity/communication-words.yml \
	%D%/customer-centricity/communication.yml \
	%D%/customer-centricity/delight-words.yml \
	%D%/customer-centricity/delight.yml \
	%D%/customer-centricity/delivery.yml \
	%D%/customer-centricity/effort.yml \
	%D%/customer-centricity/facets-words.yml \
	%D%/customer-centricity/facets.yml \
	%D%/customer-centricity/gestures-words.yml \
	%D%/customer-centricity/gestures.yml \
	%D%/customer-centricity/help-words.yml \
	%D%/customer-centricity/help.yml \
	%D%/customer-centricity/journey-words.yml \
	%D%/customer-centricity/journey.yml \
	%D%/customer-centricity/loyalty.yml \
	%D%/customer-centricity/mistakes-words.yml \
	%D%/customer-centricity/mistakes.yml \
	%D%/customer-centricity/nothing.yml \
	%D%/customer-centricity/overall.yml \
	%D%/customer-centricity/pack.yml \
	%D%/customer-centricity/quality.yml \
	%D%/customer-centricity/resolution-words.yml \
	%D%/customer-centricity/resolution.yml \
	%D%/customer-centricity/staff-words.yml \
	%D%/customer-centricity/staff.yml \
	%D%/customer-centricity/support-words.yml \
	%D%/customer-centricity/support.yml \
	%D%/customer-centricity/trust-more-words.yml \
	%D%/customer-centricity/trust-more.yml \
	%D%/customer-centricity/trust-words.yml \
	%D%/customer-centricity/trust.yml \
	%D%/customer-centricity/value.yml \
	%D%/customer-centricity/verdict-words.yml \
	%D%/customer-centricity/workmanship.yml

EXTRA_DIST += %D%/README.md %D%/customer-centricity/NEWS.md
