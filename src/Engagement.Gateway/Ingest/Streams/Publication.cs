using System.Text.Json;
using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Gateway.Ingest.Reading;
using Engagement.Gateway.Ingest.Requests;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.Streams;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Ingest.Streams;

/// <summary>
/// Puts calls that were let in and judged on a stream, each with those of its person, by the user id, else the anonymous id. So what somebody
/// does under one id stays in order; what they do under two, before the two are one, comes in any. Many calls of one person go in several events.
/// </summary>
internal sealed class Publication(IEventSink sink, IActorHost host)
{
    // Bytes of calls in one event: the least that a stream takes at once is 256 KB (Event Hubs, tier Basic).
    private const int EventBytes = 128 * 1024;

    private static readonly Refusal CannotWait = Refusal.Of(
        Problems.CannotWait, "send it without 'wait=decision': calls are put on a stream here, and decided later. Nothing was taken");

    /// <summary>Publishes the calls that became commands of a request.</summary>
    /// <returns>Null once the stream has confirmed them; otherwise why the client must send the request again.</returns>
    public async ValueTask<Refusal?> SendAsync(HttpRequest http, CallKind route, ReadOnlyMemory<byte> body, IngestRequest request)
    {
        if (Replies.IsWaiting(http))
        {
            return CannotWait;
        }

        if (request.Count == 0)
        {
            return null;
        }

        return await sink.PublishAsync(EventsOf(http, route, body, request), CancellationToken.None);
    }

    private List<OutgoingEvent> EventsOf(HttpRequest http, CallKind route, ReadOnlyMemory<byte> body, IngestRequest request)
    {
        var workspace = request.Commands.Span[0].Key.Workspace;
        var stamp = new GatewayStamp(workspace, request.MayJoinKnown, host.Now) { SentAt = SentAt.OfHeader(http.Headers) };
        if (route != CallKind.Batch)
        {
            var call = stamp with { Call = route.ToString().ToLowerInvariant() };
            return [new OutgoingEvent(request.Commands.Span[^1].Key.Id, body.ToArray(), call)];
        }

        return
        [
            .. ByPerson(request).SelectMany(person => Portions(person.Value, request.Content)
                .Select(items => new OutgoingEvent(person.Key, BatchOf(items, body.Span, request.Content), stamp))),
        ];
    }

    // In the order in which the client put each person's calls, which joining may have changed among the commands.
    private static Dictionary<string, SortedSet<int>> ByPerson(IngestRequest request)
    {
        var persons = new Dictionary<string, SortedSet<int>>(StringComparer.Ordinal);
        for (var at = 0; at < request.Count; at++)
        {
            var (key, command) = request.Commands.Span[at];
            if (command is not UserCommand.Link)
            {
                (persons.TryGetValue(key.Id, out var items) ? items : persons[key.Id] = []).Add(request.Items[at]);
            }
        }

        return persons;
    }

    private static IEnumerable<List<int>> Portions(SortedSet<int> items, RequestContent content)
    {
        var portion = new List<int>();
        var bytes = 0;
        foreach (var item in items)
        {
            var length = content.Items[item].Whole.Length;
            if (portion.Count > 0 && bytes + length > EventBytes)
            {
                yield return portion;
                portion = [];
                bytes = 0;
            }

            portion.Add(item);
            bytes += length;
        }

        yield return portion;
    }

    private static byte[] BatchOf(List<int> items, ReadOnlySpan<byte> body, RequestContent content)
    {
        using var batch = new MemoryStream();
        using (var writer = new Utf8JsonWriter(batch))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("batch"u8);
            foreach (var item in items)
            {
                // As it stands, which was read a moment ago.
                writer.WriteRawValue(content.Items[item].Whole.In(body), skipInputValidation: true);
            }

            writer.WriteEndArray();
            SharedMembers.Write(writer, content, body);
            writer.WriteEndObject();
        }

        return batch.ToArray();
    }
}
