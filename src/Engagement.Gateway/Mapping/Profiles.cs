using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Runtime.ReadSide;

namespace Engagement.Gateway.Mapping;

internal static class Profiles
{
    private static readonly DeliveryMarks[] States =
    [
        DeliveryMarks.Delivered, DeliveryMarks.Shown, DeliveryMarks.Clicked, DeliveryMarks.Dismissed, DeliveryMarks.Answered,
        DeliveryMarks.Failed, DeliveryMarks.Converted, DeliveryMarks.Recalled, DeliveryMarks.Control,
    ];

    public static Wire.Profile ToWire(this UserProfile profile) => new(
        profile.Person.Value,
        profile.Person.Kind.ToWire(),
        profile.Traits.ToWire(),
        [.. profile.Identities.Select(ToWire)],
        [.. profile.Groups.Select(group => new Wire.Group(group.GroupId, group.Traits.ToWire()))],
        profile.Events.ToDictionary(
            counter => counter.Event, counter => new Wire.EventCounter(counter.Total, counter.First.ToWire(), counter.Last.ToWire())),
        [.. profile.Caps.Select(cap => new Wire.Cap(cap.Rule, cap.Used, cap.Limit, cap.Until.ToWire()))],
        [.. profile.Pending.Select(ToWire)],
        [.. profile.Queue.Select(Messages.ToWire)],
        [.. profile.Deliveries.Select(ToWire)],
        Devices: [],
        Series: [],
        Conversations: [],
        profile.Zone,
        profile.Locale,
        profile.FirstSeen.ToWire(),
        profile.LastSeen.ToWire(),
        profile.Session is { } session ? ToWire(session) : null);

    public static Wire.TimelineEntry ToWire(this TimelineEntry entry) => new(entry.At.ToWire(), entry.Kind, entry.Name, entry.Fields);

    private static Wire.Identity ToWire(PersonId person) => new(person.Value, person.Kind.ToWire());

    private static Wire.Session ToWire(Session session) =>
        new(session.Started.ToWire(), session.LastActivity.ToWire(), session.Busy, session.Screen, session.Device);

    private static Wire.Pending ToWire(PendingTrigger pending) =>
        new(pending.Campaign.Value, pending.Event, pending.CausedAt.ToWire(), pending.Due.ToWire(), pending.HeldBy);

    private static Wire.Delivery ToWire(Delivery delivery) => new(
        delivery.Id.Value,
        delivery.Campaign.Value,
        delivery.Variant,
        delivery.Channel.ToWire(),
        delivery.SentAt.ToWire(),
        [.. States.Where(mark => delivery.Has(mark)).Select(mark => Names.Camel(mark.ToString()))],
        delivery.ShownAt.ToWire());
}
