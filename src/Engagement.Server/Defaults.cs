using Engagement.Hosting;
using Engagement.Node;
using Engagement.ReadModels;

namespace Engagement.Server;

/// <summary>What holds when the configuration says nothing.</summary>
internal static class Defaults
{
    /// <summary>One folder for everything this process keeps: <c>Engagement:Data</c>, default <c>data</c>.</summary>
    public const string DataKey = "Engagement:Data";

    public static void UseEngagementDefaults(this WebApplicationBuilder builder)
    {
        builder.UseHttpDefaults();
        var data = builder.Configuration[DataKey] ?? "data";
        builder.Services.Configure<NodeOptions>(options => options.Data = data);
        builder.Services.Configure<ReadModelsOptions>(options => options.Directory = data);
    }
}
