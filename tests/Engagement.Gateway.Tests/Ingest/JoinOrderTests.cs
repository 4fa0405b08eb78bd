using Engagement.Core;
using Engagement.Core.Users;
using Engagement.Core.Workspaces;
using Engagement.Runtime.Hosting;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

/// <summary>An identify or alias that joins two persons is answered when they are one, and what comes after it in the request sees it.</summary>
public sealed class JoinOrderTests : IngestTests
{
    private static readonly byte[] Image = [1, 2, 3];

    public JoinOrderTests() => Host.Answering = Answer;

    [Fact]
    public async Task An_identify_with_both_ids_waits_for_the_join()
    {
        (await App.PostAsync("/v1/identify", """{"userId":"u1","anonymousId":"a1"}""")).ShouldSucceed();

        Told().ShouldBe(["u1:Identify", "a1:Surrender", "u1:Absorb", "a1:Settle"]);
    }

    [Fact]
    public async Task Later_items_of_either_person_come_after_the_join_and_others_go_along()
    {
        (await App.PostAsync("/v1/batch", """
            {"batch":[
              {"type":"track","anonymousId":"a1","event":"one"},
              {"type":"identify","userId":"u1","anonymousId":"a1"},
              {"type":"track","userId":"u2","event":"two"},
              {"type":"track","userId":"u1","event":"three"},
              {"type":"track","anonymousId":"a1","event":"four"}]}
            """)).ShouldSucceed();

        Told().ShouldBe([
            "a1:Track one + u1:Identify + u2:Track two",
            "a1:Surrender", "u1:Absorb", "a1:Settle",
            "u1:Track three + a1:Track four",
        ]);
    }

    [Fact]
    public async Task Joins_of_different_persons_are_made_after_one_call_to_the_host()
    {
        await App.PostAsync("/v1/batch", """
            {"batch":[{"type":"identify","userId":"u1","anonymousId":"a1"},{"type":"identify","userId":"u2","anonymousId":"a2"}]}
            """);

        Told().ShouldBe([
            "u1:Identify + u2:Identify", "a1:Surrender", "u1:Absorb", "a1:Settle", "a2:Surrender", "u2:Absorb", "a2:Settle",
        ]);
    }

    [Fact]
    public async Task An_identify_that_is_joined_already_joins_nothing()
    {
        Host.Answering = _ => default;

        (await App.PostAsync("/v1/identify", """{"userId":"u1","anonymousId":"a1"}""")).ShouldSucceed();

        Told().ShouldBe(["u1:Identify"]);
    }

    [Fact]
    public async Task A_join_that_the_host_puts_off_makes_the_client_come_back()
    {
        Host.Answering = envelope => envelope.Command is UserCommand.Surrender
            ? new Answer(Refusal.Of(Refusal.Overloaded, "full"), null, default)
            : Answer(envelope);

        (await App.PostAsync("/v1/batch", """
            {"batch":[{"type":"identify","userId":"u1","anonymousId":"a1"},{"type":"track","userId":"u1","event":"later"}]}
            """)).ShouldBeProblem(429, Refusal.Overloaded);

        Told().ShouldBe(["u1:Identify", "a1:Surrender"]);
    }

    [Fact]
    public async Task An_alias_joins_the_previous_id_as_an_anonymous_one()
    {
        (await App.PostAsync("/v1/alias", """{"userId":"u1","previousId":"a1"}""")).ShouldSucceed();

        Told().ShouldBe(["u1:Alias", "a1:Surrender", "u1:Absorb", "a1:Settle"]);
    }

    [Fact]
    public async Task An_alias_joins_the_previous_id_as_a_user_id_too_where_somebody_is_known_by_it()
    {
        Host.Answering = envelope => envelope.Command is UserCommand.Describe ? new Answer(null, Known(envelope.Key.Person), default) : Answer(envelope);

        (await App.PostAsync("/v1/alias", """{"userId":"u1","previousId":"old"}""")).ShouldSucceed();

        Told().ShouldBe([
            "u1:Alias", "old:Surrender", "u1:Absorb", "old:Settle", "u1:Alias", "old:Surrender", "u1:Absorb", "old:Settle",
        ]);
        Host.Commands.Where(envelope => envelope.Command is UserCommand.Surrender).Select(envelope => envelope.Key.Kind)
            .ShouldBe([ActorKind.Anonymous, ActorKind.User]);
    }

    [Fact]
    public async Task A_public_key_cannot_take_over_a_known_person_where_users_must_prove_who_they_are()
    {
        Host.Catalog = RecordingHost.CatalogWith(WorkspaceSettings.Default with { IdentityVerification = IdentityVerification.Required });
        Host.Answering = envelope => envelope.Command is UserCommand.Describe ? new Answer(null, Known(envelope.Key.Person), default) : Answer(envelope);

        (await App.PostAsync("/v1/alias", """{"userId":"u1","previousId":"old"}""")).ShouldSucceed();

        Host.Commands.Select(envelope => envelope.Key).ShouldNotContain(ActorKey.Of(RecordingHost.Workspace, PersonId.Known("old")));
    }

    private static Answer Answer(Envelope envelope) => envelope.Command switch
    {
        UserCommand.Identify { AnonymousId: { } anonymous } => new(null, new JoinNeeded(envelope.Key.Person, PersonId.Anonymous(anonymous)), default),
        UserCommand.Alias alias => new(null, new JoinNeeded(envelope.Key.Person, alias.Previous), default),
        UserCommand.Surrender => new(null, new Surrendered(Image, 1), default),
        _ => default,
    };

    private static UserProfile Known(PersonId person) => new(
        person, Known: true, null, null, default, default, default, null, null, Instant.MinValue, Instant.MinValue, default, null, default, default, default, default);

    // Asking who somebody is changes nothing, so when it is asked does not matter.
    private List<string> Told() =>
        [.. Host.Calls.Where(call => call[0].Command is not UserCommand.Describe).Select(call => string.Join(" + ", call.Select(Name)))];

    private static string Name(Envelope envelope)
    {
        var name = $"{envelope.Key.Id}:{envelope.Command.GetType().Name}";
        return envelope.Command is UserCommand.Track track ? $"{name} {track.Event}" : name;
    }
}
