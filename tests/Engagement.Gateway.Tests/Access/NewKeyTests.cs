using Engagement.Core.Workspaces;
using Engagement.Gateway.Keys;
using NodaTime;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Access;

public sealed class NewKeyTests
{
    [Fact]
    public void A_key_names_its_kind_and_is_kept_as_its_hash_only()
    {
        var write = NewKey.Make(KeyKind.Write, [], Instant.MinValue);
        var secret = NewKey.Make(KeyKind.Secret, ["users"], Instant.MinValue);
        write.Text.ShouldStartWith("wk_");
        secret.Text.ShouldStartWith("sk_");
        write.Text.Length.ShouldBe(3 + 43 + 6);
        write.Stored.Hash.ShouldBe(NewKey.HashOf(write.Text));
        write.Stored.Hash.Length.ShouldBe(64);
        write.Stored.ToString().ShouldNotContain(write.Text[3..]);
        secret.Stored.Id.ShouldNotBe(write.Stored.Id);
    }

    [Fact]
    public void A_derived_key_is_the_same_everywhere_and_another_for_another_secret_or_id()
    {
        var secret = NewKey.MakeIdentitySecret();
        var key = NewKey.Derive(KeyKind.Write, secret, "key_page", Instant.MinValue);
        NewKey.Derive(KeyKind.Write, secret, "key_page", Instant.MinValue).ShouldBe(key);
        NewKey.IsWellFormed(key.Text).ShouldBeTrue();
        key.Stored.Id.ShouldBe("key_page");
        key.Stored.Hash.ShouldBe(NewKey.HashOf(key.Text));
        NewKey.Derive(KeyKind.Write, secret, "key_other", Instant.MinValue).Text.ShouldNotBe(key.Text);
        NewKey.Derive(KeyKind.Write, NewKey.MakeIdentitySecret(), "key_page", Instant.MinValue).Text.ShouldNotBe(key.Text);
    }

    [Fact]
    public void A_key_with_one_character_changed_is_not_well_formed()
    {
        var key = NewKey.Make(KeyKind.Secret, [], Instant.MinValue).Text;
        NewKey.IsWellFormed(key).ShouldBeTrue();
        for (var i = 0; i < key.Length; i++)
        {
            NewKey.IsWellFormed(key[..i] + (key[i] == 'A' ? 'B' : 'A') + key[(i + 1)..]).ShouldBeFalse();
        }

        NewKey.IsWellFormed(key[..^1]).ShouldBeFalse();
        NewKey.IsWellFormed(string.Empty).ShouldBeFalse();
    }
}
