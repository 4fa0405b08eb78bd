using Engagement.Node;
using Engagement.ReadModels;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Engagement.Server;

/// <summary>What holds when the configuration says nothing.</summary>
internal static class Defaults
{
    /// <summary>One folder for everything this process keeps: <c>Engagement:Data</c>, default <c>data</c>.</summary>
    public const string DataKey = "Engagement:Data";

    private const string Address = "http://127.0.0.1:8080";
    private const long LargestBody = 1 << 20;

    public static void UseEngagementDefaults(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(Address);
        }

        var data = builder.Configuration[DataKey] ?? "data";
        builder.Services.Configure<NodeOptions>(options => options.Data = data);
        builder.Services.Configure<ReadModelsOptions>(options => options.Directory = data);
        builder.Services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = LargestBody;
        });
    }
}
