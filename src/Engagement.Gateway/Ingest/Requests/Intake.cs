using Engagement.Core;
using Engagement.Core.Catalogs;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using Engagement.Gateway.Ingest.Commands;
using Engagement.Gateway.Ingest.Faults;
using Engagement.Gateway.Ingest.Reading;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>Makes what was read of a body the commands it asks for.</summary>
internal sealed class Intake(IActorHost host, SharedTexts shared, LinkedPairs linked, FaultLog faults)
{
    private const string StrictMode = "X-Strict-Mode";

    private static readonly Refusal NotLoaded = Refusal.Of(Refusal.Unavailable, "the workspace is not loaded yet");

    /// <param name="workspace">Null while it is not known whose the body is.</param>
    public Refusal Refuse(WorkspaceId? workspace, BodyFault fault)
    {
        if (workspace is { } known)
        {
            faults.Note(known, host.Now, fault.Reason, fault.Pointer, fault.Message);
        }
        else
        {
            faults.Count(fault.Reason, 1);
        }

        return Refusals.Of(fault);
    }

    /// <summary>Fills in the request's commands.</summary>
    /// <param name="headers">
    /// Those that say something of the body: <c>SentAt</c>, and <c>X-Strict-Mode</c>, by which one item that cannot be taken is enough to take
    /// none.
    /// </param>
    public Refusal? Take(ReadOnlySpan<byte> body, CallKind route, KeyGrant grant, IHeaderDictionary headers, IngestRequest request) =>
        Take(body, route, new CallOrigin(grant.Workspace, grant.Key.Kind == KeyKind.Secret, host.Now) { Headers = headers }, request);

    /// <summary>Fills in the request's commands.</summary>
    /// <param name="route">None: a call that says itself what it is.</param>
    public Refusal? Take(ReadOnlySpan<byte> body, CallKind route, in CallOrigin origin, IngestRequest request)
    {
        if (host.CatalogOf(origin.Workspace) is not { } catalog)
        {
            return NotLoaded;
        }

        var content = request.Content;
        if (!SentAt.TryRead(body, content, origin, out var sentAt))
        {
            return Refuse(origin.Workspace, new BodyFault(FaultReason.BadTime, "/sentAt", Timestamps.Expected));
        }

        request.MayJoinKnown = origin.MayJoinKnown || catalog.Settings.IdentityVerification == IdentityVerification.Off;
        Make(body, route, catalog, new ClientClock(origin.ReceivedAt, sentAt), request);
        if (content.Faults.Count == 0)
        {
            return null;
        }

        faults.Note(origin.Workspace, host.Now, content.Faults);
        var isStrict = route != CallKind.Batch || (origin.Headers is { } headers && headers[StrictMode] == "1");
        return isStrict ? Refusals.Of(content) : null;
    }

    private void Make(ReadOnlySpan<byte> body, CallKind route, Catalog catalog, ClientClock clock, IngestRequest request)
    {
        var content = request.Content;
        var maker = new CommandMaker(body, content, shared, catalog, clock);
        for (var at = 0; at < content.Count; at++)
        {
            if (content.Items[at].Faulty)
            {
                continue;
            }

            var call = route is CallKind.Batch or CallKind.None ? maker.TypeOf(at) : route;
            if (call != CallKind.None && maker.TryMake(at, call, out var command))
            {
                Link(at, command, maker.OtherIdOf(at, command), request);
                request.Add(at, command);
            }
        }

        request.Arrange();
    }

    // A client may have sent the same message under the anonymous id alone, and not know that it was taken: were the two persons not one
    // when it comes again with both ids, it would be a new message of another person, and count twice once they are joined.
    private void Link(int at, in Envelope command, string? otherId, IngestRequest request)
    {
        if (otherId is not null && LinkedPairs.Of(command.Key, otherId) is var pair && !linked.Contains(pair) && request.TryPair(pair))
        {
            request.Add(at, command with { Command = new UserCommand.Link(PersonId.Anonymous(otherId)) });
        }
    }
}
