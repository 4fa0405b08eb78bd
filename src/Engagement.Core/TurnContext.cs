using Engagement.Core.Catalogs;
using NodaTime;

namespace Engagement.Core;

/// <summary>What a turn may know beside its state and its command.</summary>
/// <param name="Now">The host's clock, never going backwards within one actor.</param>
public readonly record struct TurnContext(WorkspaceId Workspace, Instant Now, Catalog Catalog);
