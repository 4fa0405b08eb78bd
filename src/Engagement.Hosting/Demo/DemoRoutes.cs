using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Runtime.Hosting;
using Engagement.Runtime.ReadSide;

namespace Engagement.Hosting.Demo;

/// <summary>
/// The demo page, and what it may know that a shop's page must not: the state of its own visitors and the decisions about them. Their ids begin with
/// <see cref="Visitors"/>. Only mapped with <c>--demo</c>.
/// </summary>
public static class DemoRoutes
{
    public const string Visitors = "demo-";

    private const int Shown = 40;

    /// <summary>Seeds the workspace when the host is up, and serves the page.</summary>
    public static void UseDemo(this WebApplication app, WorkspaceId workspace)
    {
        var key = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Lifetime.ApplicationStarted.Register(() => _ = SeedAsync(app, workspace, key));
        app.MapDemo(workspace, key.Task);
    }

    private static async Task SeedAsync(WebApplication app, WorkspaceId workspace, TaskCompletionSource<string> key)
    {
        try
        {
            key.SetResult(await new DemoSeed(app.Services.GetRequiredService<IActorHost>()).SeedAsync(workspace, app.Lifetime.ApplicationStopping));
            Console.WriteLine($"The demo: {app.Urls.First()}/demo");
        }
        catch (Exception exception)
        {
            key.SetException(exception);
            app.Lifetime.StopApplication();
        }
    }

    private static void MapDemo(this WebApplication app, WorkspaceId workspace, Task<string> writeKey)
    {
        app.MapGet("/", () => Results.Redirect("/demo")).ExcludeFromDescription();
        var demo = app.MapGroup("/demo").ExcludeFromDescription();
        demo.MapGet("", () => File("index.html", "text/html; charset=utf-8"));
        demo.MapGet("demo.js", () => File("demo.js", "text/javascript; charset=utf-8"));
        demo.MapGet("messages.js", () => File("messages.js", "text/javascript; charset=utf-8"));
        demo.MapGet("demo.css", () => File("demo.css", "text/css; charset=utf-8"));
        demo.MapGet("key", async () => Results.Ok(new { writeKey = await writeKey }));
        demo.MapGet("visitor", async (string userId, IActorHost host, IReadModels models, CancellationToken cancellationToken) =>
            userId.StartsWith(Visitors, StringComparison.Ordinal)
                ? Results.Ok(await VisitorAsync(workspace, PersonId.Known(userId), host, models, cancellationToken))
                : Results.NotFound());
        demo.MapGet("campaigns", (IActorHost host) => Results.Ok(host.CatalogOf(workspace)!.Campaigns.Values
            .Select(campaign => new { id = campaign.Id.Value, name = campaign.Definition.Name })));
    }

    private static async Task<object> VisitorAsync(
        WorkspaceId workspace, PersonId visitor, IActorHost host, IReadModels models, CancellationToken cancellationToken)
    {
        var profile = (await host.AskAsync(ActorKey.Of(workspace, visitor), new UserCommand.Describe(), cancellationToken)).Reply as UserProfile;
        var decisions = await models.DecisionsAsync(workspace, visitor, null, null, Shown, cancellationToken);
        return new
        {
            busy = profile?.Session?.Busy ?? false,
            waiting = profile?.Queue.Count(message => !message.Presented) ?? 0,
            decisions = decisions.Items.Select(trace => new
            {
                campaign = trace.Campaign.Value,
                verdict = trace.Verdict.ToString(),
                rule = trace.Rule,
                detail = trace.Detail,
                variant = trace.Variant,
                lostTo = trace.LostTo?.Value,
                at = trace.At.ToUnixTimeMilliseconds(),
                due = trace.Due?.ToUnixTimeMilliseconds(),
            }),
        };
    }

    private static IResult File(string name, string type) => Results.Bytes(DemoFiles.Read($"Page/{name}"), type);
}
