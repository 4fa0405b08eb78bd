using Engagement.Core;
using Engagement.Gateway.Ingest.Requests;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

public sealed class LinkedPairsTests
{
    private static readonly WorkspaceId Shop = new("shop");

    [Fact]
    public void A_pair_is_known_once_it_is_added()
    {
        var linked = new LinkedPairs();

        linked.Contains(Pair("u1", "a1")).ShouldBeFalse();
        linked.Add(Pair("u1", "a1"));
        linked.Contains(Pair("u1", "a1")).ShouldBeTrue();
    }

    [Fact]
    public void Workspace_user_and_anonymous_id_all_tell_pairs_apart()
    {
        ulong[] pairs = [Pair("u1", "a1"), Pair("u1", "a2"), Pair("u2", "a1"), Pair("u1a", "1"), Pair("a1", "u1"), Pair("u1", "a1", "other")];

        pairs.Distinct().Count().ShouldBe(pairs.Length);
    }

    [Fact]
    public void A_pair_is_forgotten_when_another_takes_its_place()
    {
        var linked = new LinkedPairs(places: 1);
        linked.Add(Pair("u1", "a1"));

        linked.Add(Pair("u2", "a2"));

        linked.Contains(Pair("u1", "a1")).ShouldBeFalse();
        linked.Contains(Pair("u2", "a2")).ShouldBeTrue();
    }

    private static ulong Pair(string userId, string anonymousId, string? workspace = null) =>
        LinkedPairs.Of(ActorKey.Of(workspace is null ? Shop : new WorkspaceId(workspace), PersonId.Known(userId)), anonymousId);
}
