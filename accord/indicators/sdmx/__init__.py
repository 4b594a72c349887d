"""The SDMX REST service: flows of our agency, asked for by clients that know nothing of us."""
