namespace Engagement.EndToEnd.Harness;

internal static class AnswerAssertions
{
    public static Answer ShouldSucceed(this Answer answer)
    {
        answer.IsSuccess.ShouldBeTrue($"{answer.Code}: {answer.Text}");
        return answer;
    }

    /// <summary>RFC 9457 with the code and the title that every error has.</summary>
    public static Answer ShouldBeProblem(this Answer answer, int status)
    {
        answer.Code.ShouldBe(status, answer.Text);
        answer.MediaType.ShouldBe("application/problem+json");
        ((int)answer.Json["status"]!).ShouldBe(status);
        ((string?)answer.Json["code"]).ShouldNotBeNullOrEmpty();
        ((string?)answer.Json["title"]).ShouldNotBeNullOrEmpty();
        return answer;
    }
}
