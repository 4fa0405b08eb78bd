using Engagement.Core;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Engagement.Gateway.Ingest.Requests;

/// <summary>Whose calls are, and what is known of them besides their bytes.</summary>
/// <param name="MayJoinKnown">An alias may take over somebody who is known by a user id, whatever the workspace's settings.</param>
internal readonly record struct CallOrigin(WorkspaceId Workspace, bool MayJoinKnown, Instant ReceivedAt)
{
    /// <summary>Of the request that brought them; null when none did.</summary>
    public IHeaderDictionary? Headers { get; init; }

    /// <summary>What such a header said, when the request is past.</summary>
    public long? SentAt { get; init; }
}
