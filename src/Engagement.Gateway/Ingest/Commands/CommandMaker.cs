using Engagement.Core;
using Engagement.Core.Catalogs;
using Engagement.Core.Users;
using Engagement.Gateway.Ingest.Reading;
using Engagement.Runtime.Hosting;

namespace Engagement.Gateway.Ingest.Commands;

/// <summary>Judges the items of a request, and makes of each that is right a command to its person.</summary>
internal readonly ref struct CommandMaker(ReadOnlySpan<byte> body, RequestContent content, SharedTexts shared, Catalog catalog, ClientClock clock)
{
    private const string PageViewed = "Page Viewed";
    private const string ScreenViewed = "Screen Viewed";

    private readonly ReadOnlySpan<byte> _body = body;
    private readonly ItemTexts _texts = new(body, content, shared.Texts);
    private readonly ItemObjects _objects = new(body, content, shared.Texts);
    private readonly ItemContexts _contexts = new(body, content, shared);
    private readonly EventNames _names = new(body, catalog.Interest, new ItemTexts(body, content, shared.Texts));

    /// <summary>What an item of a batch says it is; <see cref="CallKind.None"/> is noted as its fault.</summary>
    public CallKind TypeOf(int at)
    {
        var type = content.Items[at][Field.Type];
        var call = !type.IsPresent || type.IsEscaped ? CallKinds.Of(_texts.TextOf(type)) : CallKinds.Of(type.In(_body));
        if (call == CallKind.None)
        {
            content.Refuse(at, type.IsPresent ? FaultReason.UnknownType : FaultReason.Missing, "/type", CallKinds.Expected);
        }

        return call;
    }

    /// <param name="call">What the route or the item's type says it is.</param>
    /// <returns>False when the item has faults, which the content then holds.</returns>
    public bool TryMake(int at, CallKind call, out Envelope envelope)
    {
        ref readonly var item = ref content.Items[at];
        envelope = default;
        if (!TryStamp(at, item, out var stamp) || !TryPerson(at, item, call, out var person))
        {
            return false;
        }

        UserCommand? command = call switch
        {
            CallKind.Track => Track(at, item, stamp),
            CallKind.Page => View(at, item, stamp, PageViewed, catalog.Interest.Find("Page Viewed"u8), default),
            CallKind.Screen => View(at, item, stamp, ScreenViewed, catalog.Interest.Find("Screen Viewed"u8), item[Field.Name]),
            CallKind.Identify => Identify(at, item, stamp, person),
            CallKind.Group => Group(at, item, stamp),
            _ => Alias(at, item, stamp, person),
        };

        if (command is null || item.Faulty)
        {
            return false;
        }

        envelope = new Envelope(ActorKey.Of(catalog.Workspace.Id, person), command);
        return true;
    }

    /// <summary>The anonymous id by which a track, page, screen or group call names a known person too; null where it does not, or it is none.</summary>
    public string? OtherIdOf(int at, in Envelope command) =>
        command is { Key.Kind: ActorKind.User, Command: UserCommand.Track or UserCommand.Group }
            ? _texts.IdOrNull(content.Items[at][Field.AnonymousId])
            : null;

    private UserCommand.Track? Track(int at, in IngestItem item, MessageStamp stamp)
    {
        if (!_names.TryRead(item[Field.Event], out var name, out var interest))
        {
            content.Refuse(at, item[Field.Event].IsPresent ? FaultReason.BadName : FaultReason.Missing, "/event", EventNames.Expected);
            return null;
        }

        return _objects.TryProperties(at, item, interest, out var properties)
            ? new UserCommand.Track(stamp, name, properties, _contexts.Of(item, screen: default))
            : null;
    }

    private UserCommand.Track? View(int at, in IngestItem item, MessageStamp stamp, string name, EventInterest? interest, Slice screen) =>
        _objects.TryProperties(at, item, interest, out var properties)
            ? new UserCommand.Track(stamp, interest?.Name ?? name, properties, _contexts.Of(item, ScreenOf(item, screen)))
            : null;

    // The context has the path from every client that has pages; the rest is asked only where it has not.
    private Slice ScreenOf(in IngestItem item, Slice name)
    {
        var path = item.Context.Path.IsPresent ? default : _objects.PathOf(item);
        return path.IsPresent ? path : name;
    }

    private UserCommand.Identify? Identify(int at, in IngestItem item, MessageStamp stamp, PersonId person)
    {
        string? anonymous = null;
        if (person.Kind == PersonKind.Known && !_texts.TryId(at, item, Field.AnonymousId, out anonymous))
        {
            return null;
        }

        // RudderStack's browser client says the traits in the context alone.
        var isOwn = item[Field.Traits].IsPresent;
        return _objects.TryTraits(at, isOwn ? item[Field.Traits] : item.Context.Traits, isOwn ? "/traits" : "/context/traits", out var traits)
            ? new UserCommand.Identify(stamp, traits, anonymous, _contexts.Of(item, screen: default))
            : null;
    }

    private UserCommand.Group? Group(int at, in IngestItem item, MessageStamp stamp) =>
        _texts.TryRequiredId(at, item, Field.GroupId, out var group) && _objects.TryTraits(at, item[Field.Traits], "/traits", out var traits)
            ? new UserCommand.Group(stamp, group, traits)
            : null;

    // Of which of the two name spaces the previous id is, nobody says: Joins looks, once the command is taken.
    private UserCommand.Alias? Alias(int at, in IngestItem item, MessageStamp stamp, PersonId person) =>
        _texts.TryRequiredId(at, item, Field.PreviousId, out var previous)
            ? new UserCommand.Alias(stamp, person == PersonId.Known(previous) ? person : PersonId.Anonymous(previous))
            : null;

    private bool TryPerson(int at, in IngestItem item, CallKind call, out PersonId person)
    {
        string? anonymous = null;
        person = default;
        if (!_texts.TryId(at, item, Field.UserId, out var user)
            || (user is null && call != CallKind.Alias && !_texts.TryId(at, item, Field.AnonymousId, out anonymous)))
        {
            return false;
        }

        if (user is null && anonymous is null)
        {
            content.Refuse(at, FaultReason.Missing, "/userId", call == CallKind.Alias ? "expected a user id" : "expected userId or anonymousId");
            return false;
        }

        person = user is null ? PersonId.Anonymous(anonymous!) : PersonId.Known(user);
        return true;
    }

    private bool TryStamp(int at, in IngestItem item, out MessageStamp stamp)
    {
        stamp = default;
        if (!_texts.TryKey(at, item, out var key)
            || !_texts.TryTime(at, item, Field.Timestamp, out var timestamp)
            || !_texts.TryTime(at, item, Field.OriginalTimestamp, out var original)
            || !_texts.TryTime(at, item, Field.SentAt, out var sentAt))
        {
            return false;
        }

        // A timestamp beside the original one is RudderStack's way to say when it happened, where the app knows better than the clock.
        stamp = new MessageStamp(key, clock.Correct(timestamp ?? original, sentAt));
        return true;
    }
}
