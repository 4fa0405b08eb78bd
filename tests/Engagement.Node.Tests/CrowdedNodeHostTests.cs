using Engagement.Testing.Hosting;
using Engagement.Testing.Specifications;

namespace Engagement.Node.Tests;

/// <summary>The same suite while actors come and go and folds race with turns.</summary>
public sealed class CrowdedNodeHostTests : ActorHostSpecification
{
    protected override Task<IHostUnderTest> CreateAsync(HostFixture fixture) => Task.FromResult<IHostUnderTest>(new NodeHostUnderTest(fixture, isCrowded: true));
}
