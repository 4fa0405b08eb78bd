using System.Text.Json.Nodes;
using Engagement.Core;
using Engagement.Core.Hashing;
using Engagement.Core.Targeting;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;
using NodaTime.Text;

namespace Engagement.Gateway.Tests.Ingest;

/// <summary>Commands as the golden files write them. A message key is written as the id in the request that it is the hash of.</summary>
internal sealed class CommandJson
{
    private readonly Dictionary<ulong, string> _messageIds = [];

    public CommandJson(JsonNode? body) => Collect(body);

    public JsonArray Of(IEnumerable<Envelope> commands) => new([.. commands.Select(Of).Where(command => command is not null)]);

    private JsonObject? Of(Envelope envelope)
    {
        var person = envelope.Key.Kind == ActorKind.User ? "userId" : "anonymousId";
        var json = new JsonObject { [person] = envelope.Key.Id };
        switch (envelope.Command)
        {
            case UserCommand.Track track:
                Add(json, "track", track.Stamp);
                json["event"] = track.Event;
                Add(json, "properties", track.Properties);
                Add(json, track.Context);
                return json;
            case UserCommand.Identify identify:
                Add(json, "identify", identify.Stamp);
                AddText(json, "joins", identify.AnonymousId);
                AddValue(json, "traits", identify.Traits);
                Add(json, identify.Context);
                return json;
            case UserCommand.Group group:
                Add(json, "group", group.Stamp);
                json["groupId"] = group.GroupId;
                AddValue(json, "traits", group.Traits);
                return json;
            case UserCommand.Alias alias:
                Add(json, "alias", alias.Stamp);
                json["previous"] = $"{alias.Previous.Kind} {alias.Previous.Value}";
                return json;
            default:
                return null;
        }
    }

    private void Add(JsonObject json, string command, MessageStamp stamp)
    {
        json["command"] = command;
        json["messageId"] = _messageIds.GetValueOrDefault(stamp.MessageKey);
        json["at"] = InstantPattern.ExtendedIso.Format(stamp.At);
    }

    private static void Add(JsonObject json, string name, EventProperties properties)
    {
        if (!properties.IsEmpty)
        {
            json[name] = new JsonObject(properties.Items.ToArray().Select(item => KeyValuePair.Create(item.Path, NodeOf(item.Value))));
        }
    }

    private static void Add(JsonObject json, ClientContext? context)
    {
        AddText(json, "zone", context?.Zone);
        AddText(json, "locale", context?.Locale);
        AddText(json, "screen", context?.Screen);
        AddText(json, "device", context?.Device);
    }

    private static void AddText(JsonObject json, string name, string? text)
    {
        if (text is not null)
        {
            json[name] = text;
        }
    }

    private static void AddValue(JsonObject json, string name, Value value)
    {
        if (!value.IsMissing)
        {
            json[name] = NodeOf(value);
        }
    }

    private static JsonNode? NodeOf(Value value) => value.Kind switch
    {
        ValueKind.Text => value.Text,
        ValueKind.Number => value.Number,
        ValueKind.Bool => value.Bool,
        ValueKind.List => new JsonArray([.. value.Items.ToArray().Select(NodeOf)]),
        ValueKind.Map => new JsonObject(value.Members.ToArray().Select(member => KeyValuePair.Create(member.Key, NodeOf(member.Value)))),
        _ => null,
    };

    private void Collect(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            if (members.TryGetPropertyValue("messageId", out var id) && id is JsonValue)
            {
                _messageIds[StableHash.Of((string)id!)] = (string)id!;
            }

            foreach (var member in members)
            {
                Collect(member.Value);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Collect(item);
            }
        }
    }
}
