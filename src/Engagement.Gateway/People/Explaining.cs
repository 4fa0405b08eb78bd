using System.Text.Json;
using Engagement.Core;
using Engagement.Core.Targeting;
using Engagement.Core.Users;
using Engagement.Gateway.Http;
using Engagement.Gateway.Keys;
using Engagement.Gateway.Mapping;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engagement.Gateway.People;

/// <summary>What would be decided for a person now.</summary>
internal static class Explaining
{
    private const int LargestBody = 32 * 1024;
    private const int LongestEvent = 256;
    private const int MostProperties = 500;

    public static async Task<Results<Reply<Wire.Explanation>, Refused>> ExplainAsync(
        Caller caller, string id, HttpRequest request, IActorHost host, CancellationToken cancellationToken, string? kind = null)
    {
        if (!PersonRoutes.TryName(id, kind, out var person, out var refused))
        {
            return refused!;
        }

        (var document, refused) = await RequestBody.ReadJsonAsync(request, LargestBody, cancellationToken);
        using var disposed = document;
        if (refused is not null)
        {
            return refused;
        }

        var errors = new List<FieldError>();
        if (Read(document!.RootElement, errors) is not { } explain)
        {
            return Refused.Because(Refusal.Invalid, "nothing was explained", [.. errors]);
        }

        (var explanation, refused) = await host.AskForAsync<Explanation>(ActorKey.Of(caller.Workspace, person), explain, cancellationToken);
        return refused is not null ? refused : new Reply<Wire.Explanation>(new([.. explanation!.Traces.Select(Candidates.ToWire)]));
    }

    private static UserCommand.Explain? Read(JsonElement body, List<FieldError> errors)
    {
        if (Fields.Of(body, string.Empty, errors) is not { } fields)
        {
            return null;
        }

        var campaign = fields.Id("campaign");
        var name = fields.Text("event", LongestEvent);
        var captured = new List<Captured>();
        if (fields.Any("properties") is { } properties)
        {
            Capture(properties, captured, errors);
        }

        fields.End();
        return errors.Count == 0 ? new UserCommand.Explain(new CampaignId(campaign!), name, new EventProperties([.. captured])) : null;
    }

    // Every path that a rule could read, since here it does not matter what it costs.
    private static void Capture(JsonElement properties, List<Captured> captured, List<FieldError> errors)
    {
        if (properties.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new FieldError("/properties", "expected an object"));
            return;
        }

        CaptureMembers(string.Empty, Values.Read(properties), captured);
        if (captured.Count > MostProperties)
        {
            errors.Add(new FieldError("/properties", $"expected at most {MostProperties} properties, nested ones counted"));
        }
    }

    private static void CaptureMembers(string prefix, Value map, List<Captured> captured)
    {
        foreach (var (name, value) in map.Members)
        {
            captured.Add(new Captured(prefix + name, value));
            CaptureMembers($"{prefix}{name}.", value, captured);
        }
    }
}
