using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Gateway.Http;
using Engagement.Gateway.Keys;
using Engagement.Gateway.Mapping;
using Engagement.Gateway.Operation;
using Engagement.Runtime.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engagement.Gateway.People;

/// <summary>One person: what is known, what happened, what was decided and why, and the end of it. <c>?kind=anonymous</c> means an anonymous id.</summary>
internal static class PersonRoutes
{
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/v1/users").WithTags("One person").RequireSecretKey(Scopes.Users).ReadIds();
        people.MapGet("/{id}", GetAsync).WithName("getUser").WithSummary("Everything known of a person now");
        people.MapDelete("/{id}", EraseAsync).WithName("eraseUser").WithSummary("Erases a person for good");
        people.MapGet("/{id}/timeline", PersonHistory.TimelineAsync).WithName("getTimeline").WithSummary("What happened, newest first");
        people.MapGet("/{id}/decisions", PersonHistory.DecisionsAsync).WithName("getDecisions").WithSummary("What was decided and by which rule, newest first");
        people.MapPost("/{id}/explain", Explaining.ExplainAsync).WithName("explain").WithSummary("What would be decided now; changes nothing")
            .Takes<Wire.ExplainRequest>("The campaign, and the event that would happen");
        people.MapGet("/{id}/export", PersonExport.ExportAsync).WithName("exportUser").WithSummary("Profile, timeline and decisions in one document")
            .Answers<Wire.PersonExport>(200);
    }

    private static async Task<Results<Reply<Wire.Profile>, Refused>> GetAsync(
        Caller caller, string id, IActorHost host, CancellationToken cancellationToken, string? kind = null)
    {
        var (profile, refused) = await FindAsync(caller, id, kind, host, cancellationToken);
        return refused is not null ? refused : new Reply<Wire.Profile>(profile!.ToWire());
    }

    private static async Task<Results<NoContent, Refused>> EraseAsync(
        Caller caller, string id, IActorHost host, CancellationToken cancellationToken, string? kind = null)
    {
        if (!TryName(id, kind, out var person, out var refused))
        {
            return refused!;
        }

        refused = await host.TellAsync(ActorKey.Of(caller.Workspace, person), new UserCommand.Erase(), cancellationToken);
        return refused is null ? TypedResults.NoContent() : refused;
    }

    /// <summary>The profile of a person who is known and was not erased.</summary>
    public static async ValueTask<(UserProfile? Profile, Refused? Refused)> FindAsync(
        Caller caller, string id, string? kind, IActorHost host, CancellationToken cancellationToken)
    {
        if (!TryName(id, kind, out var person, out var refused))
        {
            return (null, refused);
        }

        (var profile, refused) = await host.AskForAsync<UserProfile>(ActorKey.Of(caller.Workspace, person), new UserCommand.Describe(), cancellationToken);
        return profile switch
        {
            null => (null, refused),
            { ErasedAt: not null } => (null, Refused.Because(Refusal.Erased, "this person was erased and stays erased")),
            { Known: false } => (null, Refused.Because(Refusal.NotFound, $"nothing is known of '{id}', kind '{person.Kind.ToWire()}'")),
            _ => (profile, null),
        };
    }

    public static bool TryName(string id, string? kind, out PersonId person, out Refused? refused)
    {
        var isKind = Names.PersonKinds.TryGetValue(kind ?? "known", out var named);
        person = new PersonId(named, id);
        refused = isKind ? null : Refused.Because(Refusal.Invalid, $"kind: expected one of {string.Join(", ", Names.PersonKinds.Keys)}");
        return isKind;
    }
}
