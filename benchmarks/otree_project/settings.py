"""The smallest oTree project with the form that Samspill is compared on."""

SESSION_CONFIGS = [{"name": "check", "app_sequence": ["check"], "num_demo_participants": 1}]
SESSION_CONFIG_DEFAULTS = {"real_world_currency_per_point": 1, "participation_fee": 0, "doc": ""}
LANGUAGE_CODE = "nb"
REAL_WORLD_CURRENCY_CODE = "NOK"
USE_POINTS = False
ADMIN_USERNAME = "admin"
ADMIN_PASSWORD = ""
SECRET_KEY = "only for measuring"
