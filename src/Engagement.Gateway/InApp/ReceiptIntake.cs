using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Gateway.Http;
using Engagement.Gateway.Keys;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Gateway.InApp;

internal static class ReceiptIntake
{
    private const int LargestBody = 512 * 1024;

    /// <summary>Takes the good receipts of a list, durably; refused whole only when none is good.</summary>
    public static async Task<Results<Reply<Wire.ReceiptsReply>, Refused>> PostAsync(
        Caller caller, HttpRequest request, Recipients recipients, IActorHost host, CancellationToken cancellationToken)
    {
        var (recipient, refused) = await recipients.OfAsync(caller, request);
        if (refused is not null)
        {
            return refused;
        }

        (var document, refused) = await RequestBody.ReadJsonAsync(request, LargestBody, cancellationToken);
        using var disposed = document;
        if (refused is not null)
        {
            return refused;
        }

        var errors = new List<FieldError>();
        var receipts = ReceiptReader.Read(document!.RootElement, host.Now, errors);
        if (receipts.Count == 0)
        {
            return Refused.Because(Refusal.Invalid, "no receipt was taken", [.. errors]);
        }

        (var taken, refused) = await host.AskForAsync<ReceiptsTaken>(
            ActorKey.Of(caller.Workspace, recipient.Person), new UserCommand.Report(receipts), cancellationToken);
        return refused is not null ? refused : new Reply<Wire.ReceiptsReply>(new(
            receipts.Count, [.. taken!.Unknown.Select(delivery => delivery.Value)], Problems.ErrorsOf(ValueList.From(errors))));
    }
}
