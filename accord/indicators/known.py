# ruff: noqa: E501  sentences stand here as in the tables
"""Facts of the starter tables that readers of other languages need translated: marked here, looked up by `words.own`."""

from django.utils.translation import gettext_noop

KNOWN = (
    gettext_noop("Children aged 1–14, past month"),
    gettext_noop("Women and men aged 18–29, recalled"),
    gettext_noop("Women aged 20–24"),
    gettext_noop("Girls and women aged 15–49"),
    gettext_noop("Children aged 5–17, economic activity and household chores"),
    gettext_noop("Children under 5"),
    gettext_noop("All ages, by sex"),
    gettext_noop("Ever-partnered women, past year"),
    gettext_noop("The target speaks of ages 1–17; most surveys cover 1–14."),
    gettext_noop("Asked of adults about their childhood; many experiences are never told."),
    gettext_noop("National values cover 15–49; regional and global ones 15–19."),
    gettext_noop("Age groups differ between surveys."),
    gettext_noop("Some surveys cover another age group, shown where so."),
    gettext_noop("The series here gives women and men of all ages; values of children alone are not in this release."),
    gettext_noop("Children"),
    gettext_noop(
        "Share of children whom a caregiver punished physically or attacked psychologically in the month before the survey."
    ),
    gettext_noop("Share of young women and men who say that they were subjected to sexual violence before they turned 18."),
    gettext_noop("Share of women aged 20–24 who first married or entered a union before they turned 18."),
    gettext_noop("Share of women aged 20–24 who first married or entered a union before they turned 15."),
    gettext_noop("Share of girls and women aged 15–49 who have undergone female genital mutilation."),
    gettext_noop(
        "Share of children aged 5–17 who work in economic activity or household chores for longer than the limit set for their age."
    ),
    gettext_noop("Share of children under 5 whose birth has been registered with a civil authority."),
    gettext_noop("Victims of intentional homicide in a year for every 100,000 people."),
    gettext_noop(
        "Share of women and girls who have ever had a partner and whom a partner, present or former, subjected to physical or sexual violence in the past year."
    ),
    gettext_noop(
        "Surveys before 2010 were weighted otherwise and recalculated; from the fourth MICS round any adult of the household may answer, not only the mother. Ages 1–14 and 2–14 are both in use."
    ),
    gettext_noop(
        "Some figures differ from the standard definition or cover part of a country; two cover ages 18–74. Women and men come from separate series."
    ),
    gettext_noop(
        "Looks back: it tells of marriages at least two years before the survey. Informal unions count as well as marriages."
    ),
    gettext_noop(
        "Looks back: it tells of marriages at least five years before the survey. Informal unions count as well as marriages."
    ),
    gettext_noop(
        "Slow to show recent change, since most were cut as children; self-reported, and may be under-reported where the practice is forbidden. Read it by age group."
    ),
    gettext_noop(
        "With and without household chores are two series and are never mixed. Surveys cover 5–17, 5–14, 6–17, 7–17 or 10–17."
    ),
    gettext_noop(
        "A figure of 100 is often assumed from a complete civil registration, not measured (flag v). Surveys count what a caregiver reports, with or without a certificate seen."
    ),
    gettext_noop("Some countries count by the year in which the act is recorded, not done."),
    gettext_noop(
        "The SDG indicator also names psychological violence, for which no common measure is agreed. Country surveys mostly cover 15–49; estimates adjusted for comparability and surveys stand side by side."
    ),
    gettext_noop("Legal identity for all by 2030, birth registration included."),
    gettext_noop("End abuse of and all forms of violence against children."),
    gettext_noop("Eliminate child, early and forced marriage."),
    gettext_noop("Eliminate all forms of violence against women and girls."),
    gettext_noop("Significantly reduce violence and deaths from it: no number is set."),
    gettext_noop("Eliminate female genital mutilation."),
    gettext_noop("End all forms of violence against children."),
    gettext_noop("End child labour in all its forms by 2025."),
    gettext_noop("From a year or period outside the one in the heading; left out of averages."),
    gettext_noop("Differs from the standard definition, or covers part of the country."),
    gettext_noop("Full coverage is assumed; no survey stands behind the figure."),
    gettext_noop("Rests on 25 to 49 cases: read with care."),
)
