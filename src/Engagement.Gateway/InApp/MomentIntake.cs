using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Gateway.Http;
using Engagement.Gateway.Keys;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Gateway.InApp;

internal static class MomentIntake
{
    private const int LargestBody = 8 * 1024;
    private const int LongestScreen = 1024;

    public static async Task<Results<NoContent, Refused>> PostAsync(
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
        var moment = default(UserCommand.Moment);
        if (Fields.Of(document!.RootElement, string.Empty, errors) is { } fields)
        {
            moment = new UserCommand.Moment(
                fields.Text("screen", LongestScreen), fields.Flag("busy"), fields.Text("device", OpaqueId.MaximumLength));
            fields.End();
        }

        if (errors.Count > 0)
        {
            return Refused.Because(Refusal.Invalid, "the moment was not taken", [.. errors]);
        }

        refused = await host.TellAsync(ActorKey.Of(caller.Workspace, recipient.Person), moment!, cancellationToken);
        return refused is null ? TypedResults.NoContent() : refused;
    }
}
