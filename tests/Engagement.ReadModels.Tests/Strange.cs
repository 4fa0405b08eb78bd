using Engagement.Core.Decisions;
using NodaTime;

namespace Engagement.ReadModels.Tests;

/// <summary>A kind of fact that this build has no stored form for.</summary>
internal sealed record Strange(Instant At) : Fact(At);
