using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Engagement.Hosting;

/// <summary>What holds of HTTP when the configuration says nothing.</summary>
public static class HttpDefaults
{
    private const string Address = "http://127.0.0.1:8080";
    private const long LargestBody = 1 << 20;

    public static void UseHttpDefaults(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(Address);
        }

        builder.Services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = LargestBody;
        });
    }
}
