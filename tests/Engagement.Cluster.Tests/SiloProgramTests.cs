using System.Net;
using System.Net.Sockets;
using Engagement.Silo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Engagement.Cluster.Tests;

/// <summary>Which failures of a start are told in one line.</summary>
public sealed class SiloProgramTests
{
    [Theory]
    [InlineData("Role", "nobody")]
    [InlineData("SiloPort", "many")]
    [InlineData("Drain", "long")]
    [InlineData("Address", "here")]
    public async Task A_value_that_cannot_be_read_ends_the_start_without_a_stack(string name, string value) =>
        (await new SiloProgram(new Store(null)).RunAsync([$"--Engagement:Silo:{name}", value])).ShouldBe(1);

    [Theory]
    [InlineData("SiloPort")]
    [InlineData("GatewayPort")]
    public async Task So_does_a_port_that_another_process_has(string name)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        (await new SiloProgram(new Store(null)).RunAsync(["--dev", $"--Engagement:Silo:{name}", $"{((IPEndPoint)other.LocalEndpoint).Port}"])).ShouldBe(1);
    }

    [Fact]
    public async Task So_does_a_switch_that_nobody_knows() => (await new SiloProgram(new Store(null)).RunAsync(["--dev", "--dmeo"])).ShouldBe(1);

    [Fact]
    public async Task So_does_a_disk_that_says_no() =>
        (await new SiloProgram(new Store(new IOException("full"))).RunAsync(["--dev"])).ShouldBe(1);

    [Fact]
    public async Task A_bug_keeps_its_stack()
    {
        var bug = new InvalidOperationException("a bug");

        (await Should.ThrowAsync<InvalidOperationException>(() => new SiloProgram(new Store(bug)).RunAsync(["--dev"]))).ShouldBeSameAs(bug);
    }

    /// <summary>A store that keeps nothing.</summary>
    /// <param name="failure">What it throws when it is added; null: nothing.</param>
    private sealed class Store(Exception? failure) : IClusterStore
    {
        public IReadOnlyList<string> Sections => [];

        public void AddServices(IServiceCollection services, IConfiguration configuration, bool inMemory)
        {
            if (failure is not null)
            {
                throw failure;
            }
        }

        public void Join(ISiloBuilder silo, SiloOptions options, IGrainStorageSerializer records)
        {
        }

        public void Join(IClientBuilder client, SiloOptions options)
        {
        }

        public Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken) => Task.CompletedTask;

        public bool IsFailure(Exception failure) => false;
    }
}
