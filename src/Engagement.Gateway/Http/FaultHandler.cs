using Engagement.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Engagement.Gateway.Http;

/// <summary>
/// What escaped a handler: a request the server could not read becomes its own status; anything else is a defect, logged whole and told
/// to the client without details.
/// </summary>
internal sealed partial class FaultHandler(ILogger<FaultHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        if (exception is not BadHttpRequestException)
        {
            LogFault(exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName);
        }

        await Refused.WriteAsync(httpContext, RefusalOf(exception));
        return true;
    }

    private static Refusal RefusalOf(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Refusal.Of(Problems.TooLarge, "the body is larger than the server takes"),
        BadHttpRequestException bad => Refusal.Of(Refusal.Invalid, bad.Message),
        _ => Refusal.Of(Problems.Internal, "the server failed; the fault was logged"),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Endpoint} failed")]
    private partial void LogFault(Exception exception, string method, string? endpoint);
}
