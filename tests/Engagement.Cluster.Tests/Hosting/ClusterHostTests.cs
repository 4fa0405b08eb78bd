using Engagement.Testing.Hosting;
using Engagement.Testing.Specifications;

namespace Engagement.Cluster.Tests.Hosting;

public sealed class TwoSilosTests : ActorHostSpecification
{
    protected override Task<IHostUnderTest> CreateAsync(HostFixture fixture) =>
        Task.FromResult<IHostUnderTest>(new ClusterHostUnderTest(fixture, silos: 2));
}

public sealed class ThreeSilosTests : ActorHostSpecification
{
    protected override Task<IHostUnderTest> CreateAsync(HostFixture fixture) =>
        Task.FromResult<IHostUnderTest>(new ClusterHostUnderTest(fixture, silos: 3));
}
