using System.Globalization;
using Engagement.Core;

namespace Engagement.Cluster.Tests;

public sealed class GrainKeysTests
{
    [Theory]
    [InlineData("ada")]
    [InlineData("7")]
    [InlineData("abc")]
    [InlineData("a/b c%2F\u00e9\U0001F600")]
    [InlineData("")]
    public void A_key_leads_back_to_its_actor(string id)
    {
        foreach (var kind in Enum.GetValues<ActorKind>())
        {
            var key = new ActorKey(kind, new WorkspaceId(id), id);
            GrainKeys.Parse(GrainKeys.Of(key)).ShouldBe(key);
        }

        GrainKeys.ParseWorkspace(GrainKeys.Of(new WorkspaceId(id))).ShouldBe(new WorkspaceId(id));
    }

    [Theory]
    [InlineData('a')]
    [InlineData('\u6f22')]
    [InlineData('\ue000')]
    [InlineData('%')]
    public void A_key_of_the_longest_ids_leads_back_and_is_short_enough_for_the_name_of_a_blob(char letter)
    {
        var longest = new string(letter, OpaqueId.MaximumLength);
        var key = new ActorKey(ActorKind.User, new WorkspaceId(longest), longest);

        GrainKeys.Of(key).Length.ShouldBeLessThanOrEqualTo(780);
        GrainKeys.Parse(GrainKeys.Of(key)).ShouldBe(key);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("abc")]
    [InlineData("0x1F")]
    public void No_key_can_be_taken_for_a_number(string id)
    {
        string[] keys = [GrainKeys.Of(ActorKey.Of(new WorkspaceId(id), PersonId.Anonymous(id))), GrainKeys.Of(new WorkspaceId(id))];

        foreach (var key in keys)
        {
            long.TryParse(key, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _).ShouldBeFalse();
            long.TryParse(key, NumberStyles.Integer, CultureInfo.InvariantCulture, out _).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("u/shop")]
    [InlineData("x/shop/ada")]
    public void What_is_no_key_is_refused(string text) => Should.Throw<FormatException>(() => GrainKeys.Parse(text));
}
