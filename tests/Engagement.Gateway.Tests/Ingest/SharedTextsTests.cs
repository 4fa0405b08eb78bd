using System.Text;
using Engagement.Core.Users;
using Engagement.Gateway.Ingest.Commands;
using Shouldly;
using Xunit;

namespace Engagement.Gateway.Tests.Ingest;

public sealed class SharedTextsTests
{
    [Theory]
    [InlineData("u1")]
    [InlineData("کاربر")]
    [InlineData("Æsj \U0001F600")]
    public void The_same_bytes_give_the_same_string(string text)
    {
        var cache = new TextCache();
        var utf8 = Encoding.UTF8.GetBytes(text);

        var first = cache.Text(utf8);

        first.ShouldBe(text);
        cache.Text(utf8.ToArray()).ShouldBeSameAs(first);
    }

    [Fact]
    public void Texts_that_share_a_place_are_never_mistaken_for_each_other()
    {
        var cache = new TextCache(places: 4);
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(3) == 0 ? "é" : ((char)('a' + random.Next(3))).ToString()));
            cache.Text(Encoding.UTF8.GetBytes(text)).ShouldBe(text);
        }
    }

    [Fact]
    public void A_long_text_is_not_kept()
    {
        var cache = new TextCache();
        var utf8 = Encoding.UTF8.GetBytes(new string('x', TextCache.Longest + 1));

        cache.Text(utf8).ShouldNotBeSameAs(cache.Text(utf8));
    }

    [Fact]
    public void Whereabouts_are_found_by_all_their_texts()
    {
        var cache = new ContextCache();
        var place = ContextCache.PlaceOf("Europe/Oslo"u8, "nb"u8, "/shop"u8, default);
        var kept = new ClientContext("Europe/Oslo", "nb", "/shop", null);

        cache.Keep(place, kept);

        cache.Find(place, "Europe/Oslo"u8, "nb"u8, "/shop"u8, default).ShouldBeSameAs(kept);
        cache.Find(place, "Europe/Oslo"u8, "nb"u8, "/cart"u8, default).ShouldBeNull();
        cache.Find(place, "Europe/Oslo"u8, "nb"u8, "/shop"u8, "d1"u8).ShouldBeNull();
        cache.Find(place, "Europe/Oslo"u8, default, "/shop"u8, default).ShouldBeNull();
    }

    [Theory]
    [InlineData("GMT+0000", "Etc/UTC")]
    [InlineData("GMT+0100", "Etc/GMT-1")]
    [InlineData("GMT-0500", "Etc/GMT+5")]
    [InlineData("GMT+1400", "Etc/GMT-14")]
    [InlineData("GMT+1500", null)]
    [InlineData("GMT+0530", null)]
    [InlineData("Europe/Oslo", null)]
    [InlineData("GMT+ab00", null)]
    public void An_offset_of_whole_hours_is_a_zone(string text, string? zone)
    {
        ZoneNames.OfOffset(text).ShouldBe(zone);
        if (zone is not null)
        {
            Core.Zones.Find(zone).ShouldNotBeNull();
        }
    }
}
