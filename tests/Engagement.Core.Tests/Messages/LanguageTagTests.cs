using Engagement.Core.Messages;
using Shouldly;
using Xunit;

namespace Engagement.Core.Tests.Messages;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("nb-NO")]
    [InlineData("zh-Hant-TW")]
    [InlineData("es-419")]
    [InlineData("de-CH-1996")]
    [InlineData("en-x-priv")]
    public void IsWellFormed_WhenATag_True(string tag) => LanguageTag.IsWellFormed(tag).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("english language")]
    [InlineData("en_US")]
    [InlineData("en-")]
    [InlineData("-en")]
    [InlineData("e1")]
    [InlineData("en-toolongsubtag")]
    [InlineData("فا")]
    public void IsWellFormed_WhenAnythingElse_False(string tag) => LanguageTag.IsWellFormed(tag).ShouldBeFalse();

    [Theory]
    [InlineData("fa", true)]
    [InlineData("AR-EG", true)]
    [InlineData("he", true)]
    [InlineData("ur_PK", true)]
    [InlineData("ku", false)]
    [InlineData("ku-Arab", true)]
    [InlineData("ku-Arab-IQ", true)]
    [InlineData("az-Latn", false)]
    [InlineData("ar-Latn", false)]
    [InlineData("en", false)]
    [InlineData("en-x-Arab", false)]
    public void IsRightToLeft_IsByScriptThenLanguage(string tag, bool expected) => LanguageTag.IsRightToLeft(tag).ShouldBe(expected);

    [Theory]
    [InlineData("zh-Hant-TW", "zh-Hant-TW zh-Hant zh")]
    [InlineData("en_GB", "en-GB en")]
    [InlineData("de-x-priv", "de-x-priv de")]
    [InlineData("en", "en")]
    public void Chain_GoesFromSpecialToGeneral(string tag, string chain) => string.Join(' ', LanguageTag.Chain(tag)).ShouldBe(chain);
}
