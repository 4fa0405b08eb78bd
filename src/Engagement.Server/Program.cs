using Engagement.Core;
using Engagement.Gateway;
using Engagement.Hosting;
using Engagement.Hosting.Demo;
using Engagement.Node;
using Engagement.ReadModels;
using Engagement.Server;
using Engagement.Streams.RabbitMq;

const string Demo = "--demo";
var demo = args.Contains(Demo);
var builder = WebApplication.CreateSlimBuilder([.. args.Where(arg => arg != Demo)]);
builder.AddLogging();
builder.AddTelemetry();
builder.UseEngagementDefaults();
builder.Services.AddEngagementGateway().AddEngagementNode().AddReadModels();
builder.Services.AddHostedService<FirstStart>();
builder.Services.AddRabbitMqStream(builder.Configuration);

try
{
    await using var app = builder.Build();
    string[] faults =
    [
        .. Switches.Unknown(args, Demo),
        .. StartChecks.Faults(app, Defaults.DataKey, NodeOptions.Section, ReadModelsOptions.Section, GatewayOptions.Section, RabbitMqOptions.Section),
        .. ListenAddress.Faults(app),
    ];
    if (faults.Length > 0)
    {
        Console.Error.WriteLine($"The configuration is not right: {string.Join("; ", faults)}");
        return 1;
    }

    app.MapEngagementGateway();
    if (demo)
    {
        app.UseDemo(new WorkspaceId(FirstStart.DefaultWorkspace));
    }

    return await app.RunToEndAsync();
}
catch (IOException unusable)
{
    Console.Error.WriteLine($"Cannot start: {unusable.Message}");
    return 1;
}
