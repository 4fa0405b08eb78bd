using Engagement.Runtime.Hosting;
using Engagement.Runtime.InApp;
using Engagement.Runtime.ReadSide;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Engagement.Node;

public static class ServiceCollectionExtensions
{
    /// <summary>Adds the embedded host as the process's <see cref="IActorHost"/> and <see cref="IFactFeed"/>. Needs an <see cref="IStreams"/>.</summary>
    public static IServiceCollection AddEngagementNode(this IServiceCollection services)
    {
        services.AddBoundOptions<NodeOptions>(NodeOptions.Section);
        services.AddSingleton(provider => new NodeHost(
            provider.GetRequiredService<IOptions<NodeOptions>>().Value,
            provider.GetRequiredService<IStreams>(),
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IActorHost>(provider => provider.GetRequiredService<NodeHost>());
        services.AddSingleton<IFactFeed>(provider => provider.GetRequiredService<NodeHost>().Facts);
        return services.AddHostedService<NodeService>();
    }

    /// <summary>Starts the node before the process listens, stops it last, and ends the process when the node cannot go on.</summary>
    private sealed class NodeService(NodeHost node, IHostApplicationLifetime lifetime) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            node.Failed += _ =>
            {
                Environment.ExitCode = 74; // EX_IOERR of sysexits.h: whoever supervises the process starts it again.
                lifetime.StopApplication();
            };
            await node.StartAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => node.StopAsync();
    }
}
