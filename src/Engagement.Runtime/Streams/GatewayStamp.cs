using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Engagement.Core;
using NodaTime;

namespace Engagement.Runtime.Streams;

/// <summary>
/// What a gateway found out about calls before it put them on a stream, so that nobody has to judge their key again: a key revoked since
/// does not take back what was acknowledged. It travels beside the body, never in it: a body is written by clients.
/// </summary>
/// <param name="MayJoinKnown">An alias among them may take over somebody who is known by a user id.</param>
/// <param name="ReceivedAt">When the gateway received them, to the millisecond; client clocks are corrected against it.</param>
public sealed record GatewayStamp(WorkspaceId Workspace, bool MayJoinKnown, Instant ReceivedAt)
{
    private const string WorkspaceHeader = "engagement-workspace";
    private const string JoinHeader = "engagement-join-known";
    private const string ReceivedHeader = "engagement-received";
    private const string SentHeader = "engagement-sent";
    private const string CallHeader = "engagement-call";

    // No call's name is nearly as long, and whoever may write to the stream may write anything there.
    private const int LongestCall = 32;

    /// <summary>When the client sent them by its own clock, where a header of the request said so. Milliseconds since 1970.</summary>
    public long? SentAt { get; init; }

    /// <summary>The call that the route named; null where each says itself what it is.</summary>
    public string? Call { get; init; }

    /// <summary>As the headers of a message, whatever the transport.</summary>
    public IReadOnlyDictionary<string, string> ToHeaders()
    {
        var headers = new Dictionary<string, string>
        {
            [WorkspaceHeader] = Workspace.Value,
            [JoinHeader] = MayJoinKnown ? "1" : "0",
            [ReceivedHeader] = ReceivedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        };
        if (SentAt is { } sent)
        {
            headers[SentHeader] = sent.ToString(CultureInfo.InvariantCulture);
        }

        if (Call is not null)
        {
            headers[CallHeader] = Call;
        }

        return headers;
    }

    /// <summary>Null where the headers are not those of a stamp. Whatever they hold, that of a stamp has less than 1,000 bytes.</summary>
    public static GatewayStamp? Of(Func<string, string?> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (!OpaqueId.IsValid(header(WorkspaceHeader)) || !TryMilliseconds(header(ReceivedHeader), out var received))
        {
            return null;
        }

        return new GatewayStamp(new WorkspaceId(header(WorkspaceHeader)!), header(JoinHeader) == "1", Instant.FromUnixTimeMilliseconds(received))
        {
            SentAt = TryMilliseconds(header(SentHeader), out var sent) ? sent : null,
            Call = header(CallHeader) is { Length: <= LongestCall } call ? call : null,
        };
    }

    private static bool TryMilliseconds([NotNullWhen(true)] string? text, out long milliseconds) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out milliseconds)
        && milliseconds >= Instant.MinValue.ToUnixTimeMilliseconds() && milliseconds <= Instant.MaxValue.ToUnixTimeMilliseconds();
}
