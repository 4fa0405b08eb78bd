using Engagement.Cluster;
using Engagement.Cluster.Storage;
using Engagement.Core;
using Engagement.Gateway;
using Engagement.Hosting;
using Engagement.Hosting.Demo;
using Engagement.ReadModels;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.ReadSide;
using Engagement.Streams.RabbitMq;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Engagement.Silo;

/// <summary>The program of a process of the cluster, from its arguments to its exit code, wherever the cluster keeps itself.</summary>
/// <param name="store">Not used with <c>--dev</c>, which keeps everything in memory.</param>
public sealed class SiloProgram(IClusterStore store)
{
    private const string Demo = "--demo";
    private const string Dev = "--dev";

    private static readonly string[] Known =
        [SiloOptions.Section, ClusterHostOptions.Section, ReadModelsOptions.Section, GatewayOptions.Section, RabbitMqOptions.Section];

    /// <summary>Runs until the process is told to stop.</summary>
    /// <param name="args"><c>--demo</c>, <c>--dev</c>, and what ASP.NET Core takes.</param>
    /// <returns>The exit code: 1, with one line on standard error, where it cannot start.</returns>
    public async Task<int> RunAsync(string[] args)
    {
        var (demo, dev) = (args.Contains(Demo), args.Contains(Dev));
        var builder = WebApplication.CreateSlimBuilder([.. args.Where(arg => arg is not (Demo or Dev))]);
        builder.AddLogging();
        builder.AddTelemetry();
        builder.UseHttpDefaults();

        try
        {
            var options = builder.Configuration.GetSection(SiloOptions.Section).Get<SiloOptions>() ?? new SiloOptions();
            AddServices(builder, options, dev);
            await using var app = builder.Build();
            string[] faults =
            [
                .. Switches.Unknown(args, Demo, Dev),
                .. StartChecks.Faults(app, [.. Known, .. store.Sections]),
                .. ListenAddress.Faults(app, [.. options.ListenAddresses(dev)]),
            ];
            if (faults.Length > 0)
            {
                Console.Error.WriteLine($"The configuration is not right: {string.Join("; ", faults)}");
                return 1;
            }

            Map(app, options, demo);
            if (!dev && options is { CreateSchema: true, Role: not SiloRole.Gateway })
            {
                await store.PrepareAsync(app.Services, app.Lifetime.ApplicationStopping);
            }

            return await app.RunToEndAsync();
        }
        catch (Exception unusable) when (IsUnusable(unusable))
        {
            Console.Error.WriteLine($"Cannot start: {unusable.Message}");
            return 1;
        }
    }

    private void AddServices(WebApplicationBuilder builder, SiloOptions options, bool dev)
    {
        builder.Services.AddBoundOptions<SiloOptions>(SiloOptions.Section).Validate(
            silo => dev || silo.Postgres.Length > 0, $"{SiloOptions.Section}:Postgres: expected a connection string, or --dev");
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Drain);
        builder.Services.AddEngagementGateway();
        if (dev)
        {
            builder.AddOrleansInMemory(options);
            builder.Services.AddSingleton<MemoryFacts>();
            builder.Services.AddSingleton<IFactLog>(provider => provider.GetRequiredService<MemoryFacts>());
            builder.Services.AddSingleton<IFactFeed>(provider => provider.GetRequiredService<MemoryFacts>());
            builder.Services.Configure<ReadModelsOptions>(models => models.Directory = Directory.CreateTempSubdirectory("engagement-dev-").FullName);
            builder.Services.AddReadModels();
        }
        else
        {
            builder.Services.Configure<ReadModelsOptions>(models => models.Postgres = options.Postgres);
            builder.Services.AddPostgresReadModels();
            builder.AddOrleans(options, store);
        }

        builder.Services.AddHostedService<FirstStart>();
        builder.Services.AddRabbitMqStream(builder.Configuration);
        store.AddServices(builder.Services, builder.Configuration, inMemory: dev);
    }

    private static void Map(WebApplication app, SiloOptions options, bool demo)
    {
        if (options.Role == SiloRole.Silo)
        {
            app.MapEngagementOperation();
        }
        else
        {
            app.MapEngagementGateway();
        }

        if (options.OperatorKey is { } key)
        {
            app.MapOperator(key);
        }

        if (demo && options.Role != SiloRole.Silo)
        {
            app.UseDemo(new WorkspaceId(FirstStart.DefaultWorkspace));
        }
    }

    // What the operator can mend: a disk, a database (Npgsql's, whatever the store: read models and facts are there), a value in the
    // configuration that cannot be read. All else is a bug, and comes with its stack.
    private bool IsUnusable(Exception failure) =>
        failure is IOException or NpgsqlException or OptionsValidationException or InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" }
        || store.IsFailure(failure);
}
