namespace Engagement.Silo.Azure.Tests.EventHubs;

public sealed class EventHubsOptionsTests
{
    private const string Section = "Engagement:EventHubs";
    private const string Key = "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=all;SharedAccessKey=c2VjcmV0";

    [Fact]
    public void A_hub_is_named_by_a_connection_string_or_by_its_namespace()
    {
        FailuresOf(("ConnectionString", Key)).ShouldBeEmpty();
        FailuresOf(("ConnectionString", $"{Key};EntityPath=events")).ShouldBeEmpty();
        FailuresOf(("Namespace", "shop.servicebus.windows.net")).ShouldBeEmpty();
    }

    [Fact]
    public void It_is_named_in_one_way()
    {
        FailuresOf().ShouldBe([$"{Section}:ConnectionString: expected either a ConnectionString or a Namespace"]);
        FailuresOf(("ConnectionString", Key), ("Namespace", "shop.servicebus.windows.net"))
            .ShouldBe([$"{Section}:ConnectionString: expected either a ConnectionString or a Namespace"]);
    }

    [Theory]
    [InlineData("ConnectionString", "AccountKey=secret", "expected the connection string of an Event Hubs namespace")]
    [InlineData("ConnectionString", "secret", "expected the connection string of an Event Hubs namespace")]
    [InlineData("ConnectionString", $"{Key};EntityPath=others", "is for another hub than Hub")]
    [InlineData("Namespace", "sb://shop.servicebus.windows.net", "expected a host")]
    [InlineData("Namespace", "shop", "expected a host")]
    public void A_bad_name_is_told_and_not_repeated(string name, string value, string expectation)
    {
        var failure = FailuresOf((name, value)).ShouldHaveSingleItem();

        failure.ShouldStartWith($"{Section}:{name}: {expectation}");
        failure.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("Hub", "a hub", "expected 1 to 256")]
    [InlineData("BatchSize", "0", "between 1 and 10000")]
    [InlineData("ConfirmSeconds", "61", "between 1 and 60")]
    [InlineData("CheckpointContainer", "Points", "expected the name of a container")]
    [InlineData("DeadLetterContainer", "a--b", "expected the name of a container")]
    [InlineData("Partitions", "8", "unknown; expected one of ConnectionString")]
    public void A_bad_option_stops_the_start_with_its_name(string name, string value, string expectation)
    {
        var failure = FailuresOf(("ConnectionString", Key), (name, value)).ShouldHaveSingleItem();

        failure.ShouldContain($"{Section}:{name}");
        failure.ShouldContain(expectation);
    }

    [Fact]
    public void A_stream_needs_the_account_also_where_the_cluster_is_in_memory()
    {
        StartValidation.FailuresOf(new AzureClusterStore(), inMemory: true, new Dictionary<string, string?>()).ShouldBeEmpty();
        StartValidation.FailuresOf(new AzureClusterStore(), inMemory: true, Settings([("ConnectionString", Key)]))
            .ShouldAllBe(failure => failure.StartsWith("Engagement:Azure:"));
    }

    private static string[] FailuresOf(params (string Name, string Value)[] settings)
    {
        var all = Settings(settings);
        all["Engagement:Azure:ConnectionString"] = "UseDevelopmentStorage=true";
        return StartValidation.FailuresOf(new AzureClusterStore(), inMemory: false, all);
    }

    private static Dictionary<string, string?> Settings((string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { [$"{Section}:Hub"] = "events" };
        foreach (var (name, value) in settings)
        {
            all[$"{Section}:{name}"] = value;
        }

        return all;
    }
}
