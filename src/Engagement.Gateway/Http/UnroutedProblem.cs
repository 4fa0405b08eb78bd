using Engagement.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Engagement.Gateway.Http;

/// <summary>Gives a problem as the body to errors that no handler wrote: no such route, wrong method, a body over the server's limit.</summary>
internal static class UnroutedProblem
{
    public static Task WriteAsync(StatusCodeContext context)
    {
        var request = context.HttpContext.Request;
        return context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Write(Refusal.NotFound, $"no route {request.Path}"),
            StatusCodes.Status405MethodNotAllowed => Write(Problems.MethodNotAllowed, $"{request.Path} does not take {request.Method}; see Allow"),
            StatusCodes.Status413PayloadTooLarge => Write(Problems.TooLarge, "the body is larger than the server takes"),
            _ => Task.CompletedTask,
        };

        Task Write(string code, string detail) => Refused.WriteAsync(context.HttpContext, Refusal.Of(code, detail));
    }
}
