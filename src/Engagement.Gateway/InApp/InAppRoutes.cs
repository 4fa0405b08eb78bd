using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Gateway.Http;
using Engagement.Gateway.InApp.Streaming;
using Engagement.Gateway.Ingest;
using Engagement.Gateway.Keys;
using Engagement.Gateway.Mapping;
using Engagement.Gateway.Operation;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engagement.Gateway.InApp;

/// <summary>What runs inside the app of one person.</summary>
internal static class InAppRoutes
{
    public static void MapInApp(this IEndpointRouteBuilder routes)
    {
        var inApp = routes.MapGroup("/v1/inapp").WithTags("In the app").RequireWriteKey(Scopes.InApp).AllowAnyOrigin();
        inApp.MapGet("/messages", GetMessagesAsync).WithName("getMessages").WithSummary("The queue in order").ForRecipient();
        inApp.MapGet("/stream", StreamRoute.OpenAsync).WithName("openStream").WithSummary("Messages as they come, as server-sent events").ForRecipient()
            .WithMetadata(new StreamDocs());
        inApp.MapPost("/receipts", ReceiptIntake.PostAsync).WithName("postReceipts").WithSummary("What became of messages").ForRecipient()
            .Takes<IReadOnlyList<Wire.Receipt>>("Receipts; a repeated receiptId changes nothing");
        inApp.MapPost("/moment", MomentIntake.PostAsync).WithName("postMoment").WithSummary("Where the person is, and whether it is a bad moment").ForRecipient()
            .Takes<Wire.Moment>("What is absent stays as it was");
    }

    private static async Task<Results<Reply<Wire.MessageList>, Refused>> GetMessagesAsync(
        Caller caller, HttpRequest request, Recipients recipients, IActorHost host, CancellationToken cancellationToken)
    {
        var (recipient, refused) = await recipients.OfAsync(caller, request);
        if (refused is not null)
        {
            return refused;
        }

        (var queue, refused) = await host.AskForAsync<ShownQueue>(
            ActorKey.Of(caller.Workspace, recipient.Person), new UserCommand.ReadQueue(), cancellationToken);
        return refused is not null ? refused : new Reply<Wire.MessageList>(new([.. queue!.Messages.Select(Messages.ToWire)]));
    }
}
