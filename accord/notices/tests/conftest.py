"""The stage of a reporting cycle with civil society on it, built once for a file of tests."""

from copy import deepcopy

import pytest

from accord.accountability.tests.test_shadow_reports import Shadows


class Owing(Shadows):
    """Late: a milestone. Due in a week: the report. An alternate and a second officer stand by."""

    def __init__(self) -> None:
        from datetime import timedelta

        from accord.accountability import actions
        from accord.kit import clock

        super().__init__()
        self.alternate = self._hat("alternate", self.home)
        self.today = clock.today()
        type(self.cycle).objects.filter(pk=self.cycle.pk).update(due=self.today + timedelta(days=7))
        self.cycle.refresh_from_db()
        self.milestone = actions.add_milestone(
            self.commitment, text="A bill", due=self.today - timedelta(days=3), weight=1, by=self.focal
        )
        for hat in (self.focal, self.alternate, self.validator, self.contributor, self.secretariat):
            hat.person.name = str(hat.role).title()
            hat.person.save()


@pytest.fixture(scope="module")
def built(one_world: None) -> Owing:
    return Owing()


@pytest.fixture
def stage(built: Owing) -> Owing:
    return deepcopy(built)
