"""Keys of custodians, names sealed to two of them, and opening by both. No event ever holds a name."""

import base64
import json
import os
from collections.abc import Collection
from datetime import timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accord.kit import clock
from accord.people.models import Area, Capacity, Person, Role
from accord.record.actions import append
from accord.record.models import CustodianKey, SealedName, SealedShare
from accord.record.sealing import box
from accord.record.sealing.subjects import behind

PENDING = timedelta(days=7)  # how long one custodian's share waits for the other's


@transaction.atomic
def register_key(capacity: Capacity, public: str, *, by: Capacity) -> CustodianKey:
    """By an officer. It seals nothing until its custodian has confirmed it: an officer alone makes no key."""
    if by.role != Role.SECRETARIAT or by.world != capacity.world:
        raise ValidationError(_("Only an officer of the secretariat registers a key."))
    if capacity.role != Role.CUSTODIAN or not _is_active(capacity):
        raise ValidationError(_("A key is registered for somebody who acts as custodian now."))
    if capacity.person_id == by.person_id:
        raise ValidationError(_("Nobody registers their own key."))
    try:
        mark = box.fingerprint(public)
    except ValueError as fault:
        raise ValidationError(_("This is not the public half of a custodian's key.")) from fault
    if CustodianKey.objects.filter(public=public.strip()).exists():
        raise ValidationError(_("This key is registered already."))
    made = CustodianKey.objects.create(capacity=capacity, public=public.strip(), registered_by=by)
    append("custodian_key_registered", None, by=by, after=_told(capacity, mark))
    return made


@transaction.atomic
def confirm_key(key: CustodianKey, *, by: Capacity) -> CustodianKey:
    """By the custodian it is registered for, who compared the fingerprint. Earlier keys of the same custodian seal no more."""
    row = CustodianKey.objects.select_for_update(of=("self",)).select_related("capacity__person").get(pk=key.pk)
    if row.capacity_id != by.pk or not _is_active(by):
        raise ValidationError(_("Only the custodian it is registered for confirms a key."))
    if row.confirmed_on is None and row.ended_on is None:
        CustodianKey.objects.filter(capacity=by, ended_on=None).exclude(pk=row.pk).update(ended_on=clock.today())
        row.confirmed_on = clock.today()
        row.save()
        append("custodian_key_confirmed", None, by=by, after=_told(by, box.fingerprint(row.public)))
    return row


def _told(capacity: Capacity, mark: str) -> dict[str, object]:
    return {"world": capacity.world, "capacity": capacity.pk, "key": mark}


def _is_active(capacity: Capacity) -> bool:
    return capacity.person.active_capacities().filter(pk=capacity.pk).exists()


def keys_for(world: str, area: Area | None, *, without: Collection[int] = ()) -> list[CustodianKey]:
    """Confirmed keys of two different people who act as custodians now, hold no hat of this country and are not in `without`.

    The ones confirmed first. Raises ValidationError where there are not two.
    """
    found: dict[int, CustodianKey] = {}
    asked = CustodianKey.objects.filter(confirmed_on__isnull=False, ended_on=None, capacity__person__world=world)
    for key in asked.select_related("capacity__person"):
        person = key.capacity.person
        if person.pk not in without and person.is_active and _is_active(key.capacity) and not acts_for(person, area):
            found.setdefault(person.pk, key)
    if len(found) < 2:
        raise ValidationError(_("There are not two custodians yet who could keep the name. Ask the secretariat."))
    return list(found.values())[:2]


def acts_for(person: Person, area: Area | None) -> bool:
    """Holds a hat of the country or of an organisation of it."""
    hats = person.active_capacities().select_related("organisation")
    return area is not None and any(area.pk in (h.area_id, h.organisation.area_id if h.organisation else None) for h in hats)


@transaction.atomic
def seal_name(subject: str, person: Person, hat: Capacity, *, area: Area | None, without: Collection[int] = ()) -> SealedName:
    """The person's name, address and capacity behind this subject. Once sealed it stays; no event tells of it.

    `without`: people who are to keep none of its shares. Where others could have been the author, all of them: else which two
    custodians hold the shares tells of one that it is not the author.
    """
    there = SealedName.objects.filter(subject=subject).first()
    if there:
        return there
    keys = keys_for(person.world, area, without=[person.pk, *without])
    told = {"person": person.pk, "name": person.name[:100], "email": person.email, "capacity": hat.pk, "of": hat.of[:200]}
    sealed = box.seal(json.dumps(told, ensure_ascii=False), [k.public for k in keys], subject)
    made = SealedName.objects.create(subject=subject, area=area, world=person.world, sealed=sealed.text)
    for key, share, check in zip(keys, sealed.shares, sealed.checks, strict=True):
        SealedShare.objects.create(name=made, key=key, sealed=share, check_digest=check)
    return made


def drop_name(subject: str) -> None:
    """For what was never public and was taken back: nobody needs to know."""
    SealedName.objects.filter(subject=subject).delete()


@transaction.atomic
def give_share(share: SealedShare, text: str, *, reason: str, by: Capacity) -> bool:
    """One custodian's opened share with a reason. Says whether both are there, so that the name is opened to those two.

    Raises ValidationError for a wrong share, and for whoever may not.
    """
    rows = SealedShare.objects.select_for_update(of=("self",)).select_related("name__area", "key__capacity__person")
    row = rows.get(pk=share.pk)
    _may_open(row, by)
    if not reason.strip():
        raise ValidationError(_("Say why the name must be known."))
    try:
        data = box.opened_share(text)
    except ValueError as fault:
        raise ValidationError(_("This is not an opened share: paste the whole line that the script printed.")) from fault
    if box.check_of(data) != row.check_digest:
        raise ValidationError(_("This is the share of something else."))
    row.given, row.reason, row.given_on = _under_site_key(row, data), reason, clock.today()
    row.save()
    append("sealed_share_given", None, by=by, reason=reason, after={"world": row.name.world, "subject": row.name.subject})
    other = rows.filter(name=row.name).exclude(pk=row.pk).get()
    if not other.given or other.given_on is None or other.given_on < clock.today() - PENDING:
        return False
    try:
        _may_open(other, other.key.capacity)  # who gave it may have ceased to be a custodian
    except ValidationError:
        return False
    _open(row, other, by)
    return True


def forget_shares() -> int:
    """Takes away what waits for the other custodian longer than it may: whoever has the site's key would open it later."""
    return SealedShare.objects.filter(given_on__lt=clock.today() - PENDING).exclude(given="").update(given="")


def _may_open(row: SealedShare, by: Capacity) -> None:
    if row.key.capacity_id != by.pk or by.role != Role.CUSTODIAN or not _is_active(by):
        raise ValidationError(_("Only the custodian whose share it is may give it."))
    if acts_for(by.person, row.name.area):
        raise ValidationError(_("Whoever acts for the country opens no name behind what is said of it."))


def _open(one: SealedShare, other: SealedShare, by: Capacity) -> None:
    """The name goes to the two as a text sealed to each one's key; it is written nowhere else."""
    subject, both = one.name.subject, (other, one)
    try:
        told = box.join(one.name.sealed, _from_site_key(other), _from_site_key(one), subject)
    except ValueError as fault:
        raise ValidationError(_("The two shares do not fit together: what was sealed has been changed.")) from fault
    for row in both:
        row.answer, row.given = box.seal_answer(told, row.key.public, subject), ""
        row.save()
    reasons = [row.reason for row in both]
    after = {"world": one.name.world, "subject": subject, "custodians": [r.key.capacity_id for r in both], "reasons": reasons}
    append("sealed_name_opened", behind([subject]).get(subject, ("", None))[1], by=by, reason=" / ".join(reasons), after=after)


@transaction.atomic
def take_answer(share: SealedShare, *, by: Capacity) -> str:
    """The sealed answer, once; afterwards it is gone from here. "" where there is none."""
    row = (
        SealedShare.objects.select_for_update(of=("self",)).select_related("name__area", "key__capacity__person").get(pk=share.pk)
    )
    _may_open(row, by)
    answer, row.answer = row.answer, ""
    row.save(update_fields=["answer"])
    return answer


def _pending_cipher(row: SealedShare) -> tuple[ChaCha20Poly1305, bytes]:
    about = f"{row.name.subject}\n{row.key_id}"
    key = salted_hmac("accord.record.sealing.pending", about, algorithm="sha256").digest()
    return ChaCha20Poly1305(key), about.encode()


def _under_site_key(row: SealedShare, data: bytes) -> str:
    """Who reads the database alone does not find one share in it while the other is awaited."""
    cipher, about = _pending_cipher(row)
    nonce = os.urandom(12)
    return base64.b64encode(nonce + cipher.encrypt(nonce, data, about)).decode()


def _from_site_key(row: SealedShare) -> bytes:
    cipher, about = _pending_cipher(row)
    data = base64.b64decode(row.given)
    try:
        return cipher.decrypt(data[:12], data[12:], about)
    except InvalidTag as fault:
        raise ValueError("This share was not kept by this site") from fault
