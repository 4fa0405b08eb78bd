using Engagement.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Engagement.Gateway.Http;

/// <summary>A refusal as the response: problem+json with the status of its code, and <c>Retry-After</c> where waiting helps.</summary>
internal sealed class Refused(Refusal refusal) : IResult
{
    public Refusal Refusal => refusal;

    public static Refused Because(string code, string detail, params ReadOnlySpan<FieldError> errors) =>
        new(new Refusal(code, detail, ValueList.Create(errors)));

    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, refusal);

    /// <summary>Writes the problem as the whole response. The response must not have started.</summary>
    public static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var problem = Problems.Of(refusal);
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.Headers.CacheControl = "no-store";
        if (problem.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = Problems.RetryAfterSeconds.ToString();
        }

        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        EndWhatCannotBeDrained(context);
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        return response.WriteAsJsonAsync(
            problem, Wire.ProtocolJson.Default.Problem, "application/problem+json", context.RequestAborted);
    }

    /// <summary>
    /// The server drains the body of a request that was refused unread, so that the connection serves on, but not one beyond its own limit: that
    /// connection ends with the answer, and a client that is not told would send its next request into it.
    /// </summary>
    private static void EndWhatCannotBeDrained(HttpContext context)
    {
        if (context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            context.Response.Headers.Connection = "close";
        }
    }
}
