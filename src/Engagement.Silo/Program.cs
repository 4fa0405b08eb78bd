using Engagement.Cluster;
using Engagement.Cluster.Storage;
using Engagement.Core;
using Engagement.Gateway;
using Engagement.Hosting;
using Engagement.Hosting.Demo;
using Engagement.ReadModels;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.ReadSide;
using Engagement.Silo;
using Engagement.Streams.RabbitMq;
using Npgsql;

const string Demo = "--demo";
const string Dev = "--dev";
var (demo, dev) = (args.Contains(Demo), args.Contains(Dev));
var builder = WebApplication.CreateSlimBuilder([.. args.Where(arg => arg is not (Demo or Dev))]);
builder.AddLogging();
builder.AddTelemetry();
builder.UseHttpDefaults();

try
{
    var options = builder.Configuration.GetSection(SiloOptions.Section).Get<SiloOptions>() ?? new SiloOptions();
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
        builder.AddOrleans(options);
    }

    builder.Services.AddHostedService<FirstStart>();
    builder.Services.AddRabbitMqStream(builder.Configuration);
    await using var app = builder.Build();
    string[] known = [SiloOptions.Section, ClusterHostOptions.Section, ReadModelsOptions.Section, GatewayOptions.Section, RabbitMqOptions.Section];
    if (StartChecks.Faults(app, known) is { Count: > 0 } faults)
    {
        Console.Error.WriteLine($"The configuration is not right: {string.Join("; ", faults)}");
        return 1;
    }

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

    if (!dev && options is { CreateSchema: true, Role: not SiloRole.Gateway })
    {
        await using var database = NpgsqlDataSource.Create(options.Postgres);
        await Engagement.Silo.Postgres.OrleansSchema.ApplyAsync(database, app.Lifetime.ApplicationStopping);
    }

    return await app.RunToEndAsync();
}
catch (Exception unusable) when (unusable is IOException or NpgsqlException or InvalidOperationException { InnerException: FormatException or InvalidCastException or null })
{
    Console.Error.WriteLine($"Cannot start: {unusable.Message}");
    return 1;
}
