using System.Globalization;
using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Gateway.Http;
using Engagement.Gateway.Keys;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.InApp.Streaming;

/// <summary>
/// Opens the stream of one person.
/// </summary>
/// <remarks>
/// No gap and no duplicate: the stream is registered first, then the queue is read from the actor in a turn. What was presented before that
/// turn is in the queue, with a sequence up to the last it gives; what is presented after it comes through the registration, with a higher one.
/// So after the queue is written, frames with a sequence already written are passed over. A recall before that turn is seen in the queue, one
/// after it comes through.
/// </remarks>
internal static class StreamRoute
{
    /// <summary>How long clients are told to wait before they reconnect.</summary>
    public static readonly TimeSpan UsualRetry = TimeSpan.FromSeconds(2);

    public static async Task<IResult> OpenAsync(
        Caller caller, HttpRequest request, Recipients recipients, StreamDesk desk, IActorHost host, CancellationToken cancellationToken)
    {
        var (recipient, refused) = await recipients.OfAsync(caller, request);
        if (refused is not null)
        {
            return refused;
        }

        (var profile, refused) = await host.AskForAsync<UserProfile>(
            ActorKey.Of(caller.Workspace, recipient.Person), new UserCommand.Describe(), cancellationToken);
        if (profile is null)
        {
            return refused!;
        }

        if (profile.ErasedAt is not null)
        {
            // Tells EventSource to reconnect no more.
            return TypedResults.NoContent();
        }

        // An id that became part of another person has a sequence that means nothing to that one.
        var seen = profile.Person == recipient.Person ? LastEventId(request) : 0;
        return await OpenAsync(caller.Workspace, recipient with { Person = profile.Person }, seen, desk, host, cancellationToken);
    }

    private static async Task<IResult> OpenAsync(
        WorkspaceId workspace, Recipient recipient, long seen, StreamDesk desk, IActorHost host, CancellationToken cancellationToken)
    {
        Registration? registration;
        try
        {
            registration = await desk.TryRegisterAsync(workspace, recipient, cancellationToken);
        }
        catch (IOException unreachable)
        {
            return Refused.Because(Refusal.Unavailable, unreachable.Message);
        }

        if (registration is null)
        {
            return Refused.Because(Problems.TooManyStreams, "the server has as many streams open as it may");
        }

        var (queue, refused) = await ReadQueueAsync(workspace, recipient.Person, registration, host, cancellationToken);
        if (refused is null)
        {
            return new StreamWriting(registration, recipient.Person, queue!, seen);
        }

        registration.Dispose();
        return refused;
    }

    private static async ValueTask<(ShownQueue? Queue, Refused? Refused)> ReadQueueAsync(
        WorkspaceId workspace, PersonId person, Registration registration, IActorHost host, CancellationToken cancellationToken)
    {
        try
        {
            return await host.AskForAsync<ShownQueue>(ActorKey.Of(workspace, person), new UserCommand.ReadQueue(), cancellationToken);
        }
        catch
        {
            registration.Dispose();
            throw;
        }
    }

    // One that cannot be read is as good as none: the client gets everything and knows it by its delivery id.
    private static long LastEventId(HttpRequest request)
    {
        var text = request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : request.Query["lastEventId"].ToString();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;
    }
}
