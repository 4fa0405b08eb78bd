using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Orleans.Dashboard;

namespace Engagement.Silo;

/// <summary>What only an operator may see.</summary>
internal static class OperatorRoutes
{
    private const string Dashboard = "/ops/orleans";

    /// <summary>Serves the dashboard to whoever has the operator's key.</summary>
    public static void MapOperator(this WebApplication app, string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        app.MapOrleansDashboard(Dashboard).ExcludeFromDescription().AddEndpointFilter(async (context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers.CacheControl = "no-store";
            headers.XContentTypeOptions = "nosniff";
            if (Secret(context.HttpContext.Request.Headers.Authorization) is { } secret
                && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), hash))
            {
                return await next(context);
            }

            headers.WWWAuthenticate = "Basic realm=\"operator\", charset=\"UTF-8\"";
            return Results.Problem("send the operator's key as a bearer token, or as the password of any user", statusCode: StatusCodes.Status401Unauthorized);
        });
    }

    /// <summary>The bearer token, or the password; null where there is none.</summary>
    private static string? Secret(string? header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var sent) || sent.Parameter is not { } parameter)
        {
            return null;
        }

        if (sent.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return parameter;
        }

        var plain = new byte[parameter.Length];
        return sent.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64String(parameter, plain, out var length)
            && Encoding.UTF8.GetString(plain, 0, length).Split(':', 2) is [_, var password]
            ? password
            : null;
    }
}
