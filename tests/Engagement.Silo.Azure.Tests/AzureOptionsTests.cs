namespace Engagement.Silo.Azure.Tests;

public sealed class AzureOptionsTests
{
    private const string Section = "Engagement:Azure";
    private const string Key = "AccountName=shop;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net;DefaultEndpointsProtocol=https";
    private const string Tables = "https://shop.table.core.windows.net";
    private const string Blobs = "https://shop.blob.core.windows.net";

    [Fact]
    public void An_account_is_named_by_its_connection_string_or_by_its_addresses()
    {
        FailuresOf(("ConnectionString", Key)).ShouldBeEmpty();
        FailuresOf(("ConnectionString", "UseDevelopmentStorage=true")).ShouldBeEmpty();
        FailuresOf(("Tables", Tables), ("Blobs", Blobs), ("Prefix", "shop7")).ShouldBeEmpty();
    }

    [Fact]
    public void It_is_not_named_in_two_ways() => FailuresOf(("ConnectionString", Key), ("Tables", Tables), ("Blobs", Blobs))
        .ShouldBe([$"{Section}:ConnectionString: expected either a ConnectionString, or Tables and Blobs"]);

    [Fact]
    public void Nor_by_half()
    {
        FailuresOf(("Tables", Tables)).ShouldBe([$"{Section}:Blobs: expected either a ConnectionString, or Tables and Blobs"]);
        FailuresOf().Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("AccountName=shop;AccountKey=secret")]
    [InlineData("secret")]
    public void A_bad_connection_string_is_not_repeated(string text)
    {
        var failure = FailuresOf(("ConnectionString", text)).ShouldHaveSingleItem();

        failure.ShouldBe($"{Section}:ConnectionString: expected the connection string of a storage account");
    }

    [Theory]
    [InlineData("http://shop.blob.core.windows.net")]
    [InlineData("shop.blob.core.windows.net")]
    [InlineData("https://shop.blob.core.windows.net?sig=secret")]
    public void A_token_goes_over_TLS_only_and_an_address_is_no_signature(string address)
    {
        var failure = FailuresOf(("Tables", Tables), ("Blobs", address)).ShouldHaveSingleItem();

        failure.ShouldBe($"{Section}:Blobs: expected https:// and a host, without a query");
    }

    [Theory]
    [InlineData("a-b")]
    [InlineData("Shop")]
    [InlineData("7up")]
    public void A_prefix_must_do_for_tables_and_for_containers(string prefix) =>
        FailuresOf(("ConnectionString", Key), ("Prefix", prefix)).ShouldHaveSingleItem().ShouldStartWith($"{Section}:Prefix: expected 3 to 40");

    [Fact]
    public void What_is_no_option_is_told() =>
        FailuresOf(("Conn", Key)).ShouldHaveSingleItem().ShouldStartWith($"{Section}:Conn: unknown; expected one of ConnectionString, Tables");

    private static string[] FailuresOf(params (string Name, string Value)[] settings) => StartValidation.FailuresOf(
        new AzureClusterStore(), inMemory: false, settings.ToDictionary(setting => $"{Section}:{setting.Name}", string? (setting) => setting.Value));
}
