"""What a force does about an item: actions with their states, evidence, partners and dependencies, and updates."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from peelian.apps.actions.models.programmes import Programme
from peelian.apps.actions.models.reach import ForceQuerySet, ForceThing, ItemNews
from peelian.apps.followup.models import Item
from peelian.apps.organisations.access import forces_of, organisations_with_role
from peelian.apps.organisations.models import Organisation, Role
from peelian.rules.clocks import due_words
from peelian.rules.periods import day_words


class ActionQuerySet(ForceQuerySet):
    def visible_to(self, user: Any) -> ActionQuerySet:
        """Actions of the user's force, and of joint programmes of the user's local policing body."""
        bodies = organisations_with_role(user, Role.COMMISSIONER, Role.COMMISSIONERS_OFFICER)
        return self.filter(Q(force__in=forces_of(user)) | Q(programme__body__in=bodies))

    def running(self) -> ActionQuerySet:
        """Actions that are neither done nor stopped, and still needed."""
        begun = self.filter(state__in=[Action.State.NOT_STARTED, Action.State.IN_PROGRESS])
        return begun.filter(needed())


def needed() -> Q:
    """Actions that something still asks for: those of a programme, and those of an item that is open.

    An item that ends without being closed leaves its actions on record, and nobody works on them any more.
    """
    return Q(programme__isnull=False) | Q(item__state=Item.State.OPEN)


class Action(ForceThing):
    """One thing that a force does, for an item or for a programme of its own."""

    class State(models.TextChoices):
        NOT_STARTED = "not-started", "Not started"
        IN_PROGRESS = "in-progress", "In progress"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="actions")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    theme = models.CharField(max_length=80, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    due_precision = models.CharField(max_length=10, choices=Item.Precision, default=Item.Precision.DAY)
    state = models.CharField(max_length=20, choices=State, default=State.NOT_STARTED)
    target_count = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many are to be done, such as 13 road shows"
    )
    done_count = models.PositiveIntegerField(default=0)
    unit = models.CharField(max_length=60, blank=True, help_text="What is counted")
    joint = models.BooleanField(default=False, help_text="Done with partners, who are then named")
    tracker_reference = models.CharField(
        max_length=60, blank=True, help_text="Its number in the force's own tracker"
    )
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ("position", "created_at", "id")
        indexes = [models.Index(fields=["force", "state"]), models.Index(fields=["due"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False) | Q(programme__isnull=False), name="action_serves_something"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["not-started", "in-progress", "done", "stopped"]),
                name="action_state_known",
            ),
            models.CheckConstraint(
                condition=Q(target_count__isnull=True) | Q(done_count__lte=F("target_count")),
                name="action_count_within_target",
            ),
            models.UniqueConstraint(
                fields=["force", "tracker_reference"],
                condition=~Q(tracker_reference=""),
                name="tracker_reference_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.NOT_STARTED, self.State.IN_PROGRESS)

    @property
    def is_needed(self) -> bool:
        """Whether something still asks for it, as `needed` says of many."""
        return self.programme_id is not None or self.item is None or self.item.state == Item.State.OPEN

    @property
    def state_words(self) -> str:
        """How it stands; of an open action whose item has ended, why it is worked on no more."""
        if not self.is_open or self.is_needed or self.item is None:
            return self.get_state_display()
        return f"Not needed any more: its item was {self.item.ended_words}"

    @property
    def rests_words(self) -> str:
        """Why it is worked on no more; nothing while something asks for it."""
        if self.is_needed or self.item is None:
            return ""
        return (
            f"'{self.item.title}' was {self.item.ended_words}, so '{self.title}' is worked on no more. "
            "It stays on record as it is."
        )

    @property
    def due_words(self) -> str:
        """The day or month by which it is to be done."""
        return due_words(self.due, self.due_precision) if self.due else "No date"  # type: ignore[arg-type]

    @property
    def percent_done(self) -> int | None:
        """How much of a countable action is done, as a whole percentage; None where nothing is counted."""
        if not self.target_count:
            return None
        return (self.done_count * 200 + self.target_count) // (2 * self.target_count)


class ActionState(models.Model):
    """The state of an action from a day on, so that the state on any past day can be told."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="states")
    state = models.CharField(max_length=20, choices=Action.State)
    on = models.DateField()
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"{self.get_state_display()} from {self.on}"


class MovedDueDay(models.Model):
    """A due day that an action had before: when it was moved, by whom, and why where it moved later."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="moved_days")
    due = models.DateField(help_text="The day before the move")
    due_precision = models.CharField(max_length=10, choices=Item.Precision, default=Item.Precision.DAY)
    moved_to = models.DateField()
    moved_to_precision = models.CharField(max_length=10, choices=Item.Precision, default=Item.Precision.DAY)
    reason = models.TextField(blank=True)
    moved_on = models.DateField()
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("moved_on", "id")

    def __str__(self) -> str:
        return f"{self.action}: due {self.due} until {self.moved_on}"

    @property
    def words(self) -> str:
        """The move in one sentence."""
        before = due_words(self.due, self.due_precision)  # type: ignore[arg-type]
        after = due_words(self.moved_to, self.moved_to_precision)  # type: ignore[arg-type]
        why = f", because: {self.reason}" if self.reason else ""
        return f"Moved from {before} to {after} on {day_words(self.moved_on)}{why}"


class ActionPartner(models.Model):
    """An outside organisation that does an action with the force, and its own confirmation."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(max_length=150)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=150, blank=True, help_text="Name and office of who confirmed")

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["action", "name"], name="action_partner_once"),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | ~Q(confirmed_by=""),
                name="partner_confirmation_names_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ActionDependency(models.Model):
    """An action that has to be done before another can be."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="needs")
    needed = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="needed_by")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["action", "needed"], name="dependency_once"),
            models.CheckConstraint(condition=~Q(action=F("needed")), name="action_does_not_need_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.action} needs {self.needed}"


def action_file_path(evidence: ActionEvidence, name: str) -> str:
    """Stored under a random name, so that neither name nor kind can be guessed from an address."""
    return f"actions/{evidence.action_id}/{evidence.id}"


class ActionEvidenceQuerySet(models.QuerySet["ActionEvidence"]):
    def visible_to(self, user: Any) -> ActionEvidenceQuerySet:
        """Evidence of the actions that the user may read."""
        return self.filter(action__in=Action.objects.visible_to(user))


class ActionEvidence(ForceThing):
    """What shows that an action was done: in words, and with a checked file where there is one."""

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    text = models.TextField()
    dated = models.DateField()
    source = models.CharField(
        max_length=200, blank=True, help_text="Where it is kept, such as a document number"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    file = models.FileField(upload_to=action_file_path, max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the file")

    objects = ActionEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("dated", "created_at", "id")

    def __str__(self) -> str:
        return self.text[:60]


class Update(ItemNews):
    """How an item stands on a day, in the force's words."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="updates")
    text = models.TextField()
    on = models.DateField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-on", "-created_at", "id")
        indexes = [models.Index(fields=["item", "-on"])]

    def __str__(self) -> str:
        return f"{self.on}: {self.text[:60]}"


class UpdateInterval(models.Model):
    """How often the force agreed to tell about an item, where that differs from the regime's interval."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="update_interval")
    days = models.PositiveSmallIntegerField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"Every {self.days} days"

    @property
    def tenant(self) -> Organisation:
        return self.item.force or self.item.inspectorate


class Constraint(ItemNews):
    """What holds an item up, inside or outside the force's control, with what it costs and what mending it brings."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="constraints")
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="constraints"
    )
    title = models.CharField(max_length=200)
    outside_control = models.BooleanField(default=False)
    reason = models.TextField(blank=True, help_text="Why it lies outside the force's control")
    cost = models.TextField(blank=True)
    benefit = models.TextField(blank=True)
    raised_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("raised_on", "created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(outside_control=False) | ~Q(reason=""), name="outside_constraint_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("raised_on")),
                name="constraint_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title
