using Engagement.Core;
using Engagement.Gateway;
using Engagement.Node;
using Engagement.ReadModels;
using Engagement.Server;
using Engagement.Server.Demo;
using Microsoft.Extensions.Options;

const string Demo = "--demo";
var demo = args.Contains(Demo);
var builder = WebApplication.CreateSlimBuilder([.. args.Where(arg => arg != Demo)]);
builder.AddLogging();
builder.AddTelemetry();
builder.UseEngagementDefaults();
builder.Services.AddEngagementGateway().AddEngagementNode().AddReadModels();
builder.Services.AddHostedService<FirstStart>();

try
{
    await using var app = builder.Build();
    app.MapEngagementGateway();
    if (demo)
    {
        app.UseDemo(new WorkspaceId(FirstStart.DefaultWorkspace));
    }

    await app.RunAsync();
    return Environment.ExitCode;
}
catch (OptionsValidationException wrong)
{
    Console.Error.WriteLine($"The configuration is not right: {string.Join("; ", wrong.Failures)}");
    return 1;
}
catch (IOException unusable)
{
    Console.Error.WriteLine($"Cannot start: {unusable.Message}");
    return 1;
}
